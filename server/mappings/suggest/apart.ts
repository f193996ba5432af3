/** True for a word that says of a field that it is another one, an old one, or not for use. */
export function isApart(word: string): boolean {
  return apart.has(word);
}

const apart = new Set(
  [
    'old deprecated legacy archived archive obsolete unused retired inactive duplicate copy backup test temp dnu dnd delete deleted ignore',
    'previous former other assistant asst home personal private parent spouse billing shipping fax alternate alternative secondary second backup2',
    'historic import imported original enriched enrichment verified validated normalized normalised raw x z xx zz jp kana kanji romaji furigana',
    'alt veraltet ungueltig privat ancien ancienne obsolete prive antiguo anterior antigo obsoleto oud oude vecchio privato',
  ].flatMap((line) => line.split(' ')),
);
