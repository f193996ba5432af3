import { CSSResult, LitElement, html, nothing } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { mapper as texts } from '../locales/en/mapper.js';
import type { Words } from '../locales/words.js';
import type { SessionController } from '../session/session-controller.js';
import type { SessionNews } from '../session/session.js';
import { Combobox, loadComboboxList, type ComboboxWords, type ValueChange } from '../ui/combobox.js';
import { bone } from '../ui/pieces.js';
import type { Mapping, MappingChange, Provider } from '../../server/contract/model/index.js';
import { Editor, type Focus } from './editor.js';
import type { MappingChangedEvent } from './events.js';
import { headView } from './head-view.js';
import { bonesView, objectTabs, panelView } from './panel-view.js';
import { parts } from './parts.js';
import type { MapperView } from './view.js';

speakEnglish(texts);

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
  private editor: Editor | undefined;
  private editing = '';
  private switchedTo: string | undefined;
  private heard = '';
  /** A row that another element wants to be seen, until it can be. */
  private asked: Extract<SessionNews, { readonly kind: 'show-row' }> | undefined;
  /** True once the first rows are drawn, so that the rest may load. */
  private stands = false;
  private autosaving: ReturnType<typeof setTimeout> | undefined;
  private wordsOfComboboxes: { readonly of: Words; readonly words: ComboboxWords } | undefined;

  constructor(
    private readonly host: MapperHost,
    private readonly session: SessionController,
  ) {}

  /** True while leaving the page would lose something. */
  get dirty(): boolean {
    return this.editor?.dirty === true && !this.host.autosave;
  }

  /** Follows the element's attributes and what is connected; before each drawing. */
  follow(objectChanged: boolean): void {
    const provider = this.chosenProvider;
    const session = this.session.session;
    const editing = provider?.connection ? `${provider.id} ${provider.connection.accountId}` : '';
    if (session && provider && editing && editing !== this.editing) {
      this.leave();
      this.editing = editing;
      this.editor = new Editor(session, provider, this.host.object, this.listener);
      void this.editor.load();
    } else if (!editing && this.editor) {
      this.leave();
    }
    const { editor, host } = this;
    if (!editor) return;
    if (provider) editor.provider = provider;
    if (objectChanged && host.object && host.object !== editor.object) editor.show(host.object);
  }

  /** Draws everything. */
  render() {
    return html`${this.editor ? this.renderEditor(this.editor) : this.renderNothing()}
      <span class="hidden" role="status">${this.heard}</span>
      <cc-toast close-label=${this.session.words.say('common.close')}></cc-toast>`;
  }

  private renderEditor(editor: Editor) {
    const view = this.view(editor);
    const { words } = this.session;
    const failure = editor.page.status === 'failed' ? editor.page.problem : undefined;
    return html`<section
        class="card"
        part="card"
        aria-label=${words.say('mapper.title', { crm: editor.provider.name })}
        aria-busy=${editor.page.status === 'loading' ? 'true' : 'false'}
      >
        ${headView(view)} ${this.renderSwitch()}
        ${
          failure
            ? view.use(parts.states)?.failureView(view, failure, () => void editor.load())
            : html`${(editor.ready && view.rest?.peopleView(view)) ?? peopleBones(words, editor.provider)}
                ${this.needsNote(view) ? view.use(parts.states)?.notesView(view) : nothing}
                <cc-tabs
                  label=${words.say('mapper.objects')}
                  .tabs=${objectTabs(view)}
                  .value=${editor.object}
                  @change=${(event: ValueChange) => this.onTab(event)}
                  >${editor.ready ? panelView(view) : bonesView(view)}</cc-tabs
                >
                ${editor.ready && view.rest?.questionsView(view)}
                ${view.rest?.saveBar(
                  view,
                  () => void this.save(),
                  () => this.discardWithUndo(),
                )}`
        }
      </section>
      ${view.rest?.openPanel(view, (event) => this.host.dispatchEvent(event))}`;
  }

  private needsNote({ editor }: MapperView): boolean {
    const reconnect = editor.provider.connection?.status === 'needs_reconnect';
    return reconnect || editor.forbidden || editor.problem !== undefined;
  }

  private renderSwitch() {
    const connected = this.connected;
    if (this.host.provider || connected.length < 2) return nothing;
    return html`<div
      class="switch choices"
      role="radiogroup"
      aria-label=${this.session.words.say('mapper.which')}
    >
      ${connected.map(
        ({ id, name }) =>
          html`<label class="choice"
            ><input
              type="radio"
              name="crm"
              .checked=${this.chosenProvider?.id === id}
              @change=${() => this.switchTo(id)}
            />${name}</label
          >`,
      )}
    </div>`;
  }

  private renderNothing() {
    const states = this.loaded(parts.states);
    const { session, words } = this.session;
    if (!session || session.providers.status === 'loading') {
      return html`<section class="card" part="card" aria-busy="true">
        <div class="head">
          <span class="tile"></span>
          <div class="grow">${bone('short')}</div>
        </div>
      </section>`;
    }
    if (session.providers.status === 'failed') {
      return states?.unreachableView(words, session.providers.problem, () => void session.readProviders());
    }
    return html`<slot name="empty">${states?.notConnectedView(words, this.chosenProvider?.name)}</slot>`;
  }

  /** Saves what was edited; false when it could not be, which is then shown. */
  async save(): Promise<boolean> {
    clearTimeout(this.autosaving);
    return (await this.editor?.save()) ?? true;
  }

  /** Gives up what was edited since the last save. */
  discard(): void {
    this.editor?.discard();
  }

  /** Reads fields and mapping again; what was edited stays. */
  async reload(): Promise<void> {
    await this.editor?.reload();
  }

  /** Keeps the element's attribute on the shown tab. */
  reflect(): void {
    const { editor, host } = this;
    if (editor?.page.status !== 'loading' && !this.stands && editor) this.standUp();
    if (!editor?.ready) return;
    const { asked } = this;
    if (asked && asked.provider === editor.provider.id) {
      this.asked = undefined;
      host.scrollIntoView({ block: 'nearest' });
      void editor.showRow(asked.object, asked.field);
    }
    if (host.object !== editor.object) host.object = editor.object;
  }

  private standUp(): void {
    // After the browser has drawn them: what comes now is for later.
    requestAnimationFrame(() => {
      setTimeout(() => {
        this.stands = true;
        // If it fails now, the first combobox that is opened tries again.
        loadComboboxList().catch(() => undefined);
        this.redraw();
        void import('../ui/register-more.js').then(({ registerMoreUi }) => registerMoreUi());
      });
    });
  }

  /** Stops everything. */
  leave(): void {
    this.editor?.leave();
    this.editor = undefined;
    this.editing = '';
    clearTimeout(this.autosaving);
  }

  private view(editor: Editor): MapperView {
    const { words } = this.session;
    if (this.wordsOfComboboxes?.of !== words) {
      this.wordsOfComboboxes = { of: words, words: comboboxWords(words) };
    }
    const lapsed = editor.provider.connection?.status === 'needs_reconnect';
    return {
      editor,
      words,
      comboboxWords: this.wordsOfComboboxes.words,
      readonly: this.host.readonly || editor.forbidden || lapsed,
      rest: this.stands ? this.loaded(parts.rest) : undefined,
      use: (wanted) => this.loaded(wanted),
    };
  }

  /** A part of the mapper, with its looks put into ours. */
  private loaded<Module extends object>(
    wanted: (onLoad: () => void) => Module | undefined,
  ): Module | undefined {
    const module = wanted(this.redraw);
    const sheet =
      module && 'styles' in module && module.styles instanceof CSSResult
        ? module.styles.styleSheet
        : undefined;
    const root = this.host.renderRoot;
    if (sheet && root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(sheet)) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    }
    return module;
  }

  private get connected(): readonly Provider[] {
    const providers = this.session.session?.providers;
    return providers?.status === 'ready' ? providers.value.filter(({ connection }) => connection) : [];
  }

  private get chosenProvider(): Provider | undefined {
    const wanted = this.host.provider ?? this.switchedTo;
    if (wanted) return this.session.session?.provider(wanted);
    return this.connected.find(({ id }) => this.editing.startsWith(`${id} `)) ?? this.connected[0];
  }

  private readonly redraw = () => this.host.requestUpdate();

  private readonly listener = {
    changed: this.redraw,
    focus: (where: Focus) => void this.moveFocus(where),
    say: (text: string) => {
      this.heard = this.heard === text ? `${text}\u00a0` : text;
      this.redraw();
    },
    edited: (mapping: Mapping, changes: readonly MappingChange[], saved: boolean) => {
      const provider = this.editor?.provider.id ?? '';
      this.host.emit('mapping-changed', {
        provider,
        mapping,
        changes,
        saved,
      } satisfies MappingChangedEvent['detail']);
      clearTimeout(this.autosaving);
      if (saved) this.onSaved(mapping.version);
      else if (this.host.autosave) this.autosaving = setTimeout(() => this.onAutosave(), autosaveAfter);
    },
    refused: (problem: unknown) => this.host.emit('crm-error', { problem }),
  };

  private onAutosave(): void {
    if (this.editor && this.editor.dirty && this.editor.gaps.length === 0) void this.save();
  }

  private onSaved(version: number): void {
    const text = this.session.words.say('mapper.saved', { version });
    this.toast()?.show({ text, lasts: 4000 });
  }

  private discardWithUndo(): void {
    const { editor } = this;
    if (!editor?.draft) return;
    const { draft } = editor;
    const { words } = this.session;
    editor.discard();
    this.toast()?.show({
      text: words.say('mapper.discarded'),
      action: words.say('common.undo'),
      onAction: () => editor.commit(draft),
    });
  }

  private onTab(event: ValueChange): void {
    // Comboboxes and selects in the panel bubble their own changes.
    if (event.target === event.currentTarget) this.editor?.show(event.detail.value);
  }

  /** Hears what other elements of the page did. */
  onNews(news: SessionNews): void {
    if (!('provider' in news)) return;
    if (news.kind === 'show-row') {
      if (!this.host.provider) this.switchedTo = news.provider;
      this.asked = news;
      this.redraw();
    } else if (news.kind === 'mapping' && news.provider === this.editor?.provider.id && !this.editor.saving) {
      void this.editor.load();
    }
  }

  private async moveFocus(where: Focus): Promise<void> {
    await this.host.updateComplete;
    const row = 'row' in where ? `[data-row="${CSS.escape(where.row)}"] ` : '';
    const found = this.host.renderRoot.querySelector<HTMLElement>(`${row}[data-part="${where.kind}"]`);
    if (found instanceof LitElement) await found.updateComplete;
    found?.scrollIntoView({ block: 'nearest' });
    found?.focus();
    if (where.kind === 'target' && found instanceof Combobox) found.show();
  }

  private switchTo(provider: string): void {
    this.switchedTo = provider;
    this.redraw();
  }

  private toast() {
    return this.host.renderRoot.querySelector('cc-toast');
  }
}

function peopleBones(words: Words, { createAs }: Provider) {
  return html`<div class="people" aria-hidden="true">
    ${
      createAs.length > 0
        ? html`<div class="become bones">
            <span class="label">${words.say('mapper.newPeople')}</span>${bone('control')}
          </div>`
        : nothing
    }
    <div class="owner"><span class="label">${words.say('mapper.owner')}</span>${bone('control')}</div>
    <div class="guests"><span class="label">${words.say('mapper.guests')}</span>${bone('control')}</div>
  </div>`;
}

function comboboxWords(words: Words): ComboboxWords {
  return {
    clear: words.say('mapper.clear'),
    none: words.say('mapper.none'),
    count: (matching, total, shown) =>
      shown < matching
        ? words.say('mapper.narrow', { shown, matching })
        : words.say('mapper.ofFields', { matching, total }),
  };
}
