import { css, html, nothing } from 'lit';
import { problemOf } from '../api/problem.js';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { bone } from '../ui/pieces.js';
import type { MappingVersion } from '../../server/contract/model/index.js';
import { countChanges } from '../../server/contract/rules/change-counts.js';
import { mappingChanges, settingsDiffer } from '../../server/contract/rules/mapping-changes.js';
import type { Editor } from './editor.js';
import type { MapperView } from './view.js';
import { changesInWords } from './changes-in-words.js';
import { changesOf } from './commit.js';
import { begin } from './edits.js';
import { restoreVersion } from '../api/mapping-calls.js';

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
    padding: 6px 24px;
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .versions .diff {
    margin: 0;
    padding-inline-start: 18px;
    list-style: disc;
    overflow-wrap: anywhere;
  }
  .versions > li + li {
    border-block-start: 1px solid var(--_hair);
  }
`;

/** Every version that was saved, with who, when and how much, and the way back to it. */
export function historyDialog(view: MapperView) {
  const { editor, words } = view;
  return html`<cc-dialog
    open
    heading=${words.say('mapper.historyTitle')}
    close-label=${words.say('common.close')}
    @close=${() => editor.set({ panel: undefined })}
  >
    <span slot="lead">${words.say('mapper.historyLead')}</span>
    <ul class="versions">
      ${
        editor.versions.status === 'ready'
          ? editor.versions.value.map((each, i, all) => line(view, each, all[i + 1]))
          : html`<li>${bone('long')}</li>
              <li>${bone('text')}</li>`
      }
    </ul>
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
            @click=${() => void restore(editor, version)}
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

async function restore(editor: Editor, version: number): Promise<void> {
  const changes = changesOf(editor);
  try {
    const { mapping, etag } = await restoreVersion(editor.session.client, editor.provider.id, version);
    begin(editor, mapping, etag);
    editor.listener.edited(mapping, changes, true);
    editor.session.tell({ kind: 'mapping', provider: editor.provider.id });
  } catch (error) {
    const problem = problemOf(error);
    editor.set({ panel: undefined, problem });
    editor.listener.refused(problem);
  }
}
