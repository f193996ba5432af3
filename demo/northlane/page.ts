/** Northlane's own page around the widget: navigation, theme, forms, meetings, and a look behind the scenes. */
import { backend } from './backend.js';
import { byId, element } from './dom.js';
import { watchEvents } from './events-view.js';
import { contactFieldLabels } from './from-server.js';
import { FormBuilder, type Questions } from './form-builder.js';
import { drawIcons } from './icons.js';
import { MeetingsView } from './meetings-view.js';
import { RecordsView } from './records-view.js';
import { VisitorForm } from './visitor-form.js';
import { bookingForm, routingForm } from './visitor-forms.js';

const questions: Questions = { all: [], labels: new Map() };
const meetings = new MeetingsView();
const booking = new VisitorForm(bookingForm(() => void meetings.load()));
const routing = new VisitorForm(routingForm());
const builders = {
  'booking-page': new FormBuilder('intro-call', 'booking-builder', questions, drawForms),
  'routing-form': new FormBuilder('contact-sales', 'routing-builder', questions, drawForms),
};

function drawForms(): void {
  booking.draw(builders['booking-page'].own);
  routing.draw(builders['routing-form'].own);
}

function showSection(): void {
  const sections = [...document.querySelectorAll<HTMLElement>('main > section')];
  const wanted = sections.find(({ id }) => id === location.hash.slice(1)) ?? sections[0];
  for (const section of sections) section.hidden = section !== wanted;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === `#${wanted?.id}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${wanted?.querySelector('h1')?.textContent ?? ''} · Northlane`;
  if (wanted?.id === 'meetings') void meetings.load();
}

function keep(id: string, apply: (value: string) => void): void {
  const select = byId(id, HTMLSelectElement);
  const kept = localStorage.getItem(`northlane-${id}`);
  if (kept && [...select.options].some(({ value }) => value === kept)) select.value = kept;
  apply(select.value);
  select.addEventListener('change', () => {
    localStorage.setItem(`northlane-${id}`, select.value);
    apply(select.value);
  });
}

function openQuestion(event: Event): void {
  if (!(event instanceof CustomEvent)) return;
  const id = String(event.detail.question?.id ?? event.detail.question);
  const form = questions.all.find((question) => question.id === id)?.form;
  const place = form === 'contact-sales' ? 'routing-form' : 'booking-page';
  location.hash = place;
  showSection();
  builders[place].open(id);
}

drawIcons();
keep('theme', (value) => document.documentElement.style.setProperty('color-scheme', value));
keep('direction', (value) => (document.documentElement.dir = value));
keep('language', (value) => {
  document.documentElement.lang = value;
  for (const tag of document.querySelectorAll('crm-connect, crm-contact-field'))
    tag.setAttribute('locale', value);
});
addEventListener('hashchange', showSection);
showSection();
document.addEventListener('crm-question-open', openQuestion);
watchEvents();

[questions.all, questions.labels] = await Promise.all([
  backend.questions().then((reply) => reply.questions),
  contactFieldLabels(),
]);
for (const builder of Object.values(builders)) builder.draw();
drawForms();
const { snippets } = await backend.code();
byId('snippets', HTMLElement).append(
  ...snippets.map(({ file, code }) =>
    element('figure', {}, element('figcaption', {}, file), element('pre', { tabindex: '0' }, code)),
  ),
);
await Promise.all([meetings.load(), new RecordsView().start()]);
