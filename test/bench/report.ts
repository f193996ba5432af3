import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** A result that is printed as a table and kept as JSON. */
export interface Table {
  readonly title: string;
  /** What was measured and against what, in a sentence or two. */
  readonly note?: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
}

/** The machine that figures come from, for the head of a report. */
export function machine() {
  const processors = cpus();
  return {
    cores: processors.length,
    processor: processors[0]?.model.trim() ?? 'unknown',
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    at: new Date().toISOString(),
  };
}

/** A table in plain text: words to the left, numbers to the right. */
export function printed({ title, note, rows }: Table): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => columns.map((column) => shown(row[column] ?? '')));
  const widths = columns.map((column, at) =>
    Math.max(column.length, ...cells.map((row) => row[at]?.length ?? 0)),
  );
  const numeric = columns.map((column) => rows.every((row) => typeof (row[column] ?? 0) === 'number'));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => (numeric[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [
    `\n${title}`,
    ...(note ? [note] : []),
    line(columns),
    line(widths.map((width) => '─'.repeat(width))),
    ...cells.map(line),
  ].join('\n');
}

function shown(value: string | number): string {
  if (typeof value === 'string') return value;
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

/** Prints JSON after the tables, and to the file that `--json FILE` names. */
export function giveJson(result: unknown): void {
  const text = JSON.stringify(result, null, 2);
  const at = process.argv.indexOf('--json');
  const file = at < 0 ? undefined : process.argv[at + 1];
  if (file) writeFileSync(file, `${text}\n`);
  console.log(`\n${text}`);
}
