import { css, html } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { icon } from '../ui/icons.js';
import { emphasised } from '../ui/emphasised.js';
import type { Gap, Panel } from './editor.js';
import type { MapperView } from './view.js';

speakEnglish(mapperMore);

/** Looks of the question. */
export const styles = css`
  .gap-body {
    display: grid;
    gap: 12px;
    padding: 4px var(--pad) 20px;
    font-size: 0.8125rem;
  }
`;

/** Asks whether to save although bookings will fail, in words that say which. */
export function gapDialog({ editor, words }: MapperView, panel: Extract<Panel, { readonly kind: 'gap' }>) {
  const back = () => {
    if (editor.panel !== panel) return;
    editor.set({ panel: undefined });
    panel.refuse();
  };
  const goOn = () => {
    editor.set({ panel: undefined });
    panel.proceed();
  };
  return html`<cc-dialog
    open
    heading=${words.say('mapper.gapTitle')}
    close-label=${words.say('common.close')}
    @close=${back}
  >
    <span slot="lead">${words.say('mapper.gapLead')}</span>
    <div class="gap-body">
      ${gapNotes(words, editor.gaps)}
      <p class="muted">${words.say('mapper.gapHelp')}</p>
    </div>
    <button class="button" type="button" slot="actions" @click=${back}>
      ${words.say('mapper.keepEditing')}
    </button>
    <button class="button primary" type="button" slot="actions" @click=${goOn}>
      ${words.say('mapper.saveAnyway')}
    </button>
  </cc-dialog>`;
}

/** A note per object whose new records would be refused. */
export function gapNotes(words: MapperView['words'], gaps: readonly Gap[]) {
  return gaps.map(({ object, labels }) => {
    const why = words.say('mapper.hasNoValue', { count: labels.length, fields: labels });
    return html`<div class="note danger">
      ${icon('warning')}
      <p class="grow">${emphasised(words.say('mapper.gapOf', { object: object.singular, why }))}</p>
    </div>`;
  });
}
