/** Northlane's own page around the widget: navigation, theme, the form builder, bookings, and a look behind the scenes. */
import { BookingView, MeetingsView } from './booking-view.js';
import { byId } from './dom.js';
import { QuestionsView } from './questions-view.js';
import { showRecordsOf, watchEvents, watchRecords } from './rail-view.js';

const meetings = new MeetingsView();
const visitor = new BookingView(() => void meetings.load());
const questions = new QuestionsView(() => visitor.draw(questions.questions));

function showSection(): void {
  const wanted = location.hash.slice(1) || 'integrations';
  for (const section of document.querySelectorAll<HTMLElement>('main > section'))
    section.hidden = section.id !== wanted;
  for (const link of document.querySelectorAll('.side a')) {
    if (link.getAttribute('href') === `#${wanted}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (wanted === 'meetings') void meetings.load();
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

keep('theme', (value) => document.documentElement.style.setProperty('color-scheme', value));
keep('direction', (value) => (document.documentElement.dir = value));
keep('language', (value) => {
  document.documentElement.lang = value;
  for (const tag of document.querySelectorAll('crm-connect')) tag.setAttribute('locale', value);
});

addEventListener('hashchange', showSection);
showSection();

document.addEventListener('crm-question-open', (event) => {
  if (!(event instanceof CustomEvent)) return;
  location.hash = 'booking-page';
  questions.open(String(event.detail.question?.id ?? event.detail.question));
});
document.addEventListener('crm-connected', (event) => {
  if (event instanceof CustomEvent) showRecordsOf(String(event.detail.provider));
});

watchEvents();
await Promise.all([questions.load(), meetings.load(), watchRecords()]);
