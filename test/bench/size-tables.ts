import type { Table } from './report.js';
import { firstRowLimit, totalLimit, type Sizes } from './sizes.js';

/** What the files weigh, and whether they keep to the limits. */
export function sizeTables({ files, firstRow, total }: Sizes): readonly Table[] {
  return [
    {
      title: 'The bundle, file by file (bytes)',
      rows: files.map(({ file, loaded, raw, gzip, brotli }) => ({ file, loaded, raw, gzip, brotli })),
    },
    {
      title: 'Limits (bytes, gzipped)',
      rows: [
        limitRow('before the first row can be mapped', firstRow.gzip, firstRowLimit),
        limitRow('everything, languages apart', total.gzip, totalLimit),
      ],
    },
  ];
}

function limitRow(what: string, gzip: number, limit: number) {
  return { what, gzip, limit, verdict: gzip <= limit ? 'fits' : `${gzip - limit} too many` };
}
