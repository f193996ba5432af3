import type { Table } from './report.js';
import { firstRowLimit, totalGoal, totalLimit, type Size, type Sizes } from './sizes.js';

/** What the files weigh, and whether they keep to the limits. */
export function sizeTables({ files, drawn, mapped, total, english }: Sizes): readonly Table[] {
  const withoutEnglish = {
    raw: total.raw - english.raw,
    gzip: total.gzip - english.gzip,
    brotli: total.brotli - english.brotli,
  };
  return [
    {
      title: 'The bundle, file by file (bytes)',
      rows: files.map(({ file, loaded, raw, gzip, brotli }) => ({ file, loaded, raw, gzip, brotli })),
    },
    {
      title: 'Loaded in a browser, and in all (bytes; limits are of gzip)',
      note: 'Mapped: with all other files held back, the first row’s picker was opened, a field typed and chosen, and mapping-changed heard.',
      rows: [
        row('until the first row is drawn', drawn, firstRowLimit),
        row('until the first row is mapped', mapped, firstRowLimit),
        row('everything, languages but English apart', total, totalLimit),
        row('everything, all languages apart', withoutEnglish, totalGoal),
      ],
    },
  ];
}

function row(what: string, { raw, gzip, brotli }: Size, limit: number) {
  return { what, raw, gzip, brotli, limit, verdict: gzip <= limit ? 'fits' : `${gzip - limit} too many` };
}
