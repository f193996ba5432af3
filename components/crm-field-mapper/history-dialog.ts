import { css, html, nothing } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { bone } from '../ui/pieces.js';
import type { MappingVersion } from '../../server/contract/model/index.js';
import { countChanges } from '../../server/contract/rules/change-counts.js';
import { mappingChanges, settingsDiffer } from '../../server/contract/rules/mapping-changes.js';
import type { Panel } from './editor.js';
import type { MapperView } from './view.js';
import { changesInWords } from './changes-in-words.js';
import { restoreActions, restoreBody } from './restore-view.js';

speakEnglish(mapperMore);

/** Looks of the list of versions. */
export const styles = css`
  .versions {
    padding-block-end: 8px;
    border-block-start: 1px solid var(--_border);
  }
  .versions > li {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 52px;
    padding: 6px var(--pad);
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  :is(.versions, .restore) .diff {
    margin: 0;
    padding-block: 0;
    padding-inline-start: 18px;
    list-style: disc;
    overflow-wrap: anywhere;
  }
  .versions .badge {
    margin-inline-start: 4px;
  }
  .versions summary {
    color: var(--_muted);
    cursor: pointer;
  }
  .restore {
    padding: 4px var(--pad) 20px;
    font-size: 0.8125rem;
    line-height: 1.5rem;
  }
  .versions > li + li {
    border-block-start: 1px solid var(--_hair);
  }
`;

/** Every version that was saved, with who, when and how much, and the way back to it once its changes were seen. */
export function historyDialog(
  view: MapperView,
  { restoring: version }: Extract<Panel, { readonly kind: 'history' }>,
) {
  const { editor, words } = view;
  const versions = editor.versions.status === 'ready' ? editor.versions.value : [];
  const [live] = versions;
  const wanted = versions.find((each) => each.version === version);
  const restoring = live && wanted && { live, wanted };
  return html`<cc-dialog
    open
    heading=${restoring ? words.say('mapper.restoreTitle', { version }) : words.say('mapper.historyTitle')}
    close-label=${words.say('common.close')}
    @close=${() => editor.set({ panel: undefined })}
  >
    <span slot="lead">${words.say(restoring ? 'mapper.restoreLead' : 'mapper.historyLead')}</span>
    ${
      restoring
        ? restoreBody(view, restoring)
        : html`<ul class="versions">
            ${
              live
                ? versions.map((each, i, all) => line(view, each, all[i + 1]))
                : html`<li>${bone('long')}</li>
                    <li>${bone('text')}</li>`
            }
          </ul>`
    }
    ${restoring ? restoreActions(view, restoring) : nothing}
  </cc-dialog>`;
}

function line(
  view: MapperView,
  { version, author, createdAt, mapping }: MappingVersion,
  before?: MappingVersion,
) {
  const { editor, words, readonly } = view;
  const who = author === 'system' ? words.say('mapper.bySystem') : author;
  const live = version === editor.saved?.version;
  return html`<li>
    <span class="grow"
      ><span class="med num">${words.say('mapper.versionNumber', { version })}</span>
      ${live ? html`<span class="badge success">${words.say('mapper.live')}</span>` : nothing}<br /><span
        class="muted small num"
        >${words.say('mapper.versionBy', { name: who, day: words.day(createdAt), time: words.time(createdAt) })}
        ${before ? html`· ${difference(view, before.mapping, mapping)}` : nothing}</span
      >${before ? details(view, before.mapping, mapping) : nothing}</span
    >
    ${
      live || readonly
        ? nothing
        : html`<button
            class="button compact"
            type="button"
            aria-label=${words.say('mapper.restoreOf', { version })}
            @click=${() => editor.set({ panel: { kind: 'history', restoring: version } })}
          >
            ${words.say('mapper.restore')}
          </button>`
    }
  </li>`;
}

/** What changed, in words, once somebody asks. */
function details(view: MapperView, before: MappingVersion['mapping'], after: MappingVersion['mapping']) {
  const said = changesInWords(view, before, after);
  if (said.length === 0) return nothing;
  return html`<details class="small">
    <summary>${view.words.say('mapper.changesTitle')}</summary>
    <ul class="diff">
      ${said.map((each) => html`<li>${each}</li>`)}
    </ul>
  </details>`;
}

function difference(
  { words }: MapperView,
  before: MappingVersion['mapping'],
  after: MappingVersion['mapping'],
) {
  const { changed, added, removed } = countChanges(mappingChanges(before, after));
  const said = [
    changed && words.say('mapper.changedCount', { count: changed }),
    added && words.say('mapper.addedCount', { count: added }),
    removed && words.say('mapper.removedCount', { count: removed }),
    settingsDiffer(before, after) && words.say('mapper.settings'),
  ].filter(Boolean);
  return said.join(words.say('mapper.comma')) || words.say('mapper.noDifference');
}
