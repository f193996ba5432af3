import { LitElement, html, nothing } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { mapper as texts } from '../locales/en/mapper.js';
import type { Words } from '../locales/words.js';
import type { SessionController } from '../session/session-controller.js';
import type { SessionNews } from '../session/session.js';
import type { ComboboxWords, ValueChange } from '../ui/combobox.js';
import type { ClientProblem } from '../api/problem.js';
import { part } from '../ui/part.js';
import type { Mapping, MappingChange, Provider } from '../../server/contract/model/index.js';
import { comboboxWords } from './combobox-words.js';
import { isDirty } from './commit.js';
import { Editor, type Focus } from './editor.js';
import type { MappingChangedEvent } from './events.js';
import { headView } from './head-view.js';
import { bonesView, objectTabs, panelView } from './panel-view.js';
import { peopleBones } from './people-bones.js';
import { switchView } from './switch-view.js';
import type { MapperView } from './view.js';
import { wear } from './wear.js';

speakEnglish(texts);

/** What is not needed to map the first row. */
const restPart = part(() => import('./rest.js'));

const autosaveAfter = 800;

/** The element as its inside sees it. */
export interface MapperHost extends LitElement {
  readonly provider?: string;
  object?: string;
  readonly autosave: boolean;
  readonly readonly: boolean;
  emit(type: string, detail: unknown): void;
}

/** The inside of the field mapper: which CRM is mapped, its editor, and how all of it is drawn. */
export class Mapper {
  #editor: Editor | undefined;
  #editing = '';
  /** The CRM that is shown, or should be once it is connected. */
  #shown: string | undefined;
  #heard = '';
  /** What another element wants to be seen, until it can be. */
  #asked: Extract<SessionNews, { readonly kind: 'show-row' | 'map-source' }> | undefined;
  /** True once the first rows are drawn, so that the rest may load. */
  #stands = false;
  /** True when edits wait, kept, for a connection that was ended. */
  #keeps = false;
  /** True while somebody is, by keyboard, on what a save takes away. */
  #inBar = false;
  #autosaving: ReturnType<typeof setTimeout> | undefined;
  #wordsOfComboboxes: { readonly of: Words; readonly words: ComboboxWords } | undefined;

  constructor(
    private readonly host: MapperHost,
    private readonly session: SessionController,
  ) {}

  /** True while leaving the page would lose something. */
  get dirty(): boolean {
    const { host } = this;
    const editor = this.#editor;
    return !host.autosave && editor !== undefined && isDirty(editor);
  }

  /** Follows the element's attributes and what is connected; before each drawing. */
  follow(objectChanged: boolean): void {
    const provider = this.#chosenProvider;
    const session = this.session.session;
    const editing = provider?.connection ? `${provider.id} ${provider.connection.accountId}` : '';
    if (session && provider && editing && editing !== this.#editing) {
      this.leave();
      this.#editing = editing;
      this.#shown = provider.id;
      this.#editor = new Editor(session, provider, this.host.object, this.#listener);
      void this.#editor.load();
    } else if (!editing && this.#editor) {
      this.#keeps = this.dirty;
      this.leave();
    }
    const { host } = this;
    this.#inBar = focusIn(host)?.matches('.save-bar :focus-visible') ?? false;
    const editor = this.#editor;
    if (!editor) return;
    if (provider) editor.provider = provider;
    if (objectChanged && host.object && host.object !== editor.object) editor.show(host.object);
  }

  /** Draws everything. */
  render() {
    return html`${this.#editor ? this.#renderEditor(this.#editor) : this.#renderNothing()}
      <span class="hidden" role="status">${this.#heard}</span>
      <cc-toast close-label=${this.session.words.say('common.close')}></cc-toast>`;
  }

  #renderEditor(editor: Editor) {
    const view = this.#view(editor);
    const { words } = this.session;
    const failure = editor.page.status === 'failed' ? editor.page.problem : undefined;
    return html`<section
        class="card"
        part="card"
        @keydown=${(event: KeyboardEvent) => view.rest?.onUndoKey(view, event)}
        aria-label=${words.say('mapper.title', { crm: editor.provider.name })}
        aria-busy=${editor.page.status === 'loading' ? 'true' : 'false'}
      >
        ${headView(view)} ${this.#renderSwitch()}
        ${
          failure
            ? view.rest?.failureView(view, failure, () => void editor.load())
            : html`${(editor.ready && view.rest?.peopleView(view)) ?? peopleBones(words, editor.provider)}
                ${this.#needsNote(view) ? view.rest?.notesView(view) : nothing}
                <cc-tabs
                  label=${words.say('mapper.objects')}
                  .tabs=${objectTabs(view)}
                  .value=${editor.object}
                  @change=${(event: ValueChange) => this.#onTab(event)}
                  >${editor.ready ? panelView(view) : bonesView(view)}</cc-tabs
                >
                ${editor.ready && view.rest?.questionsView(view)}
                ${view.rest?.saveBar(
                  view,
                  () => void this.save(),
                  () => view.rest?.discardWithUndo(this.host, view),
                )}`
        }
      </section>
      ${view.rest?.openPanel(view, (event) => this.host.dispatchEvent(event))}`;
  }

  #needsNote({ editor }: MapperView): boolean {
    const reconnect = editor.provider.connection?.status === 'needs_reconnect';
    return reconnect || editor.forbidden || editor.problem !== undefined;
  }

  #renderSwitch() {
    const connected = this.#connected;
    if (this.host.provider || connected.length < 2) return nothing;
    return switchView(this.session.words, connected, this.#chosenProvider, (id) => this.#switchTo(id));
  }

  #renderNothing() {
    const { session, words } = this.session;
    if (!session || session.providers.status === 'loading') {
      return html`<section class="card place" part="card" aria-busy="true"></section>`;
    }
    const states = this.#loaded(restPart);
    if (session.providers.status === 'failed') {
      return states?.unreachableView(words, session.providers.problem, () => void session.readProviders());
    }
    return html`<slot name="empty"
      >${states?.notConnectedView(words, this.#chosenProvider?.name, this.#keeps)}</slot
    >`;
  }

  /** Saves what was edited; false when it could not be, which is then shown. */
  async save(): Promise<boolean> {
    clearTimeout(this.#autosaving);
    const editor = this.#editor;
    if (!editor) return true;
    const { saveDraft } = await import('./saving.js');
    return saveDraft(editor);
  }

  /** Gives up what was edited since the last save. */
  discard(): void {
    const editor = this.#editor;
    if (editor) void import('./edits.js').then(({ discard }) => discard(editor));
  }

  /** Reads fields and mapping again; what was edited stays. */
  async reload(): Promise<void> {
    await this.#editor?.reload();
  }

  /** Keeps the element's attribute on the shown tab. */
  reflect(): void {
    const { host } = this;
    const editor = this.#editor;
    if (editor?.page.status !== 'loading' && !this.#stands && editor) this.#standUp();
    if (!editor?.ready) return;
    const asked = this.#asked;
    // A fallback, and what is said about a row, are there with the rest.
    if (this.#rest && asked?.provider === editor.provider.id) {
      this.#asked = undefined;
      host.scrollIntoView({ block: 'nearest' });
      void import('./show-row.js').then(({ mapSource, showRow }) =>
        asked.kind === 'show-row' ? showRow(editor, asked) : mapSource(editor, asked.source),
      );
    }
    if (host.object !== editor.object) host.object = editor.object;
    if (this.#inBar && !focusIn(host)) this.#listener.focus({ kind: 'add' });
  }

  #standUp(): void {
    // After the browser has drawn them: what comes now is for later.
    requestAnimationFrame(() => {
      setTimeout(() => {
        this.#stands = true;
        this.#redraw();
        void import('../ui/register-more.js').then(({ registerMoreUi }) => registerMoreUi());
      });
    });
  }

  /** Stops everything. */
  leave(): void {
    this.#editor?.leave();
    this.#editor = undefined;
    this.#editing = '';
    clearTimeout(this.#autosaving);
  }

  #view(editor: Editor): MapperView {
    const { words } = this.session;
    if (this.#wordsOfComboboxes?.of !== words) {
      this.#wordsOfComboboxes = { of: words, words: comboboxWords(words) };
    }
    const lapsed = editor.provider.connection?.status === 'needs_reconnect';
    return {
      editor,
      words,
      comboboxWords: this.#wordsOfComboboxes.words,
      readonly: this.host.readonly || editor.forbidden || lapsed,
      rest: this.#rest,
      use: (wanted) => this.#loaded(wanted),
    };
  }

  get #rest(): MapperView['rest'] {
    return this.#stands ? this.#loaded(restPart) : undefined;
  }

  /** A part of the mapper, with its looks put into ours. */
  #loaded<Module extends object>(wanted: (onLoad: () => void) => Module | undefined): Module | undefined {
    const module = wanted(this.#redraw);
    if (module) wear(this.host.renderRoot, module);
    return module;
  }

  get #connected(): readonly Provider[] {
    const providers = this.session.session?.providers;
    return providers?.status === 'ready' ? providers.value.filter(({ connection }) => connection) : [];
  }

  get #chosenProvider(): Provider | undefined {
    const wanted = this.host.provider;
    if (wanted) return this.session.session?.provider(wanted);
    const connected = this.#connected;
    return connected.find(({ id }) => id === this.#shown) ?? connected[0];
  }

  readonly #redraw = () => this.host.requestUpdate();

  readonly #listener = {
    changed: this.#redraw,
    focus: (where: Focus) => void import('./focus.js').then(({ moveFocus }) => moveFocus(this.host, where)),
    say: (text: string) => {
      this.#heard = this.#heard === text ? `${text}\u00a0` : text;
      this.#redraw();
    },
    edited: (mapping: Mapping, changes: readonly MappingChange[], saved: boolean) => {
      const provider = this.#editor?.provider.id ?? '';
      this.host.emit('mapping-changed', {
        provider,
        mapping,
        changes,
        saved,
      } satisfies MappingChangedEvent['detail']);
      clearTimeout(this.#autosaving);
      if (saved) this.#rest?.saySaved(this.host, this.session.words, mapping.version);
      else if (this.host.autosave) this.#autosaving = setTimeout(() => this.#onAutosave(), autosaveAfter);
    },
    refused: (problem: ClientProblem) => {
      this.host.emit('crm-error', { problem });
      // It was ended elsewhere: the page has yet to hear of it.
      if (/_connect(ed)?$/.test(problem.code)) void this.session.session?.readProviders();
    },
  };

  #onAutosave(): void {
    const editor = this.#editor;
    if (editor?.gaps.length === 0 && isDirty(editor)) void this.save();
  }

  #onTab(event: ValueChange): void {
    // Comboboxes and selects in the panel bubble their own changes.
    if (event.target === event.currentTarget) this.#editor?.show(event.detail.value);
  }

  /** Hears what other elements of the page did. */
  onNews(news: SessionNews): void {
    if (!('provider' in news)) return;
    const editor = this.#editor;
    if (news.kind === 'show-row' || news.kind === 'map-source') {
      if (!this.host.provider) this.#shown = news.provider;
      this.#asked = news;
      this.#redraw();
    } else if (news.kind === 'connected') {
      // Nobody is taken away from what they have not saved: the switch is there.
      if (!editor || !isDirty(editor)) this.#switchTo(news.provider);
    } else if (!editor) {
      // Only one that is deleted is news then, and takes along what was edited of it.
      if (news.kind === 'mapping') this.#keeps = false;
      this.#redraw();
    } else if (news.provider !== editor.provider.id) {
      return;
    } else if (news.kind === 'permissions') {
      void import('./drift.js').then(({ followDrift }) => followDrift(editor));
    } else if (news.kind === 'mapping' && !editor.saving) {
      void editor.load();
    }
  }

  #switchTo(provider: string): void {
    this.#shown = provider;
    this.#redraw();
  }
}

function focusIn({ shadowRoot }: MapperHost): Element | null | undefined {
  return shadowRoot?.activeElement;
}
