import type { Mapping, Row, SourceValue } from '../../server/contract/model/index.js';
import { bookingStatuses } from '../../server/contract/model/index.js';
import { fallbackText } from '../../server/contract/rules/fallback-value.js';
import { mappingChanges, same } from '../../server/contract/rules/mapping-changes.js';
import { sourceLabel } from './row-view.js';
import type { MapperView } from './view.js';

/** What differs between two versions, one sentence per row or setting. */
export function changesInWords(view: MapperView, before: Mapping, after: Mapping): readonly string[] {
  const { editor } = view;
  const many = (editor.ready?.objects.length ?? 0) > 1;
  const rowIn = (mapping: Mapping, object: string, id: string) =>
    mapping.objects[object]?.rows.find((row) => row.id === id);
  const rows = mappingChanges(before, after).flatMap(({ object, rowId }) => {
    const [was, now] = [rowIn(before, object, rowId), rowIn(after, object, rowId)];
    const row = now ?? was;
    if (!row) return [];
    const field = labelOf(view, object, row.target);
    const what = rowChange(view, object, was, now).join(view.words.say('mapper.comma'));
    const where = many ? editor.crmObject(object)?.label : undefined;
    return [
      view.words.say(where ? 'mapper.rowDiffers' : 'mapper.rowDiffersHere', {
        field,
        what,
        object: where ?? '',
      }),
    ];
  });
  return [...rows, ...settingChanges(view, before, after)];
}

function rowChange(
  view: MapperView,
  object: string,
  was: Row | undefined,
  now: Row | undefined,
): readonly string[] {
  const { words, editor } = view;
  const crm = editor.provider.name;
  const source = (row: Row) => sourcesText(view, row);
  const value = (row: Row) => fallbackOf(view, object, row);
  if (!now) return [words.say('mapper.diff.removed')];
  if (!was) return [words.say('mapper.diff.added', { source: source(now) || value(now) })];
  const said: string[] = [];
  if (was.target !== now.target) {
    said.push(words.say('mapper.diff.target', { field: labelOf(view, object, was.target) }));
  }
  if (!same(was.sources, now.sources)) {
    const nothing = words.say('mapper.nothing');
    said.push(
      words.say('mapper.diff.source', { before: source(was) || nothing, after: source(now) || nothing }),
    );
  }
  if (!same(was.fallback, now.fallback)) {
    const [before, after] = [value(was), value(now)];
    said.push(
      !after
        ? words.say('mapper.diff.noFallback', { before })
        : before === after
          ? words.say('mapper.diff.fallbackRule')
          : words.say(before ? 'mapper.diff.fallback' : 'mapper.diff.newFallback', { before, after }),
    );
  }
  if (was.write !== now.write) {
    said.push(words.say('mapper.diff.write', { after: words.say(`mapper.write.${now.write}`, { crm }) }));
  }
  if (!same(was.values, now.values) || was.unmapped !== now.unmapped)
    said.push(words.say('mapper.diff.values'));
  if (!same(was.on, now.on)) {
    const after = (now.on ?? bookingStatuses).map((status) => words.say(`mapper.on.${status}`));
    said.push(words.say('mapper.diff.on', { after: after.join(words.say('mapper.comma')) }));
  }
  return said.length > 0 ? said : [words.say('mapper.diff.options')];
}

function settingChanges(view: MapperView, before: Mapping, after: Mapping): readonly string[] {
  const { editor, words } = view;
  const said: string[] = [];
  const name = (object: string | undefined) => (object && editor.crmObject(object)?.label) ?? object ?? '';
  if (before.createAs !== after.createAs) {
    said.push(
      words.say('mapper.diff.createAs', { before: name(before.createAs), after: name(after.createAs) }),
    );
  }
  if (!same(before.owner, after.owner)) said.push(words.say('mapper.diff.owner'));
  if (before.guests !== after.guests) {
    said.push(words.say('mapper.diff.guests', { after: words.say(`mapper.guests.${after.guests}`) }));
  }
  if (!same(before.match, after.match)) said.push(words.say('mapper.diff.match'));
  for (const [object, now] of Object.entries(after.objects)) {
    const was = before.objects[object];
    if (!was) continue;
    if (was.enabled !== now.enabled) {
      said.push(
        words.say(now.enabled ? 'mapper.diff.on.object' : 'mapper.diff.off.object', { object: name(object) }),
      );
    }
    if (!same(was.required, now.required))
      said.push(words.say('mapper.diff.required', { object: name(object) }));
    if (!same(was.createOn, now.createOn))
      said.push(words.say('mapper.diff.createOn', { object: name(object) }));
  }
  return said;
}

/** Where a row's value comes from, all of it. */
function sourcesText(view: MapperView, row: Row): string {
  return row.sources
    .map((source) => sourceLabel(view, { ...row, sources: [source] }))
    .join(view.words.say('mapper.diff.or'));
}

function fallbackOf({ editor, words }: MapperView, object: string, { target, fallback }: Row): string {
  if (!fallback) return '';
  const field = editor.knownFields(object).find(({ name }) => name === target);
  return spoken(words, fallback.value, field);
}

function spoken(
  words: MapperView['words'],
  value: SourceValue,
  field: Parameters<typeof fallbackText>[1] | undefined,
) {
  if (typeof value === 'boolean') return words.say(value ? 'mapper.yes' : 'mapper.no');
  return field ? fallbackText(value, field) : String(value);
}

function labelOf({ editor }: MapperView, object: string, target: string): string {
  return editor.knownFields(object).find(({ name }) => name === target)?.label ?? target;
}
