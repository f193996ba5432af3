/**
 * A reporter of node:test that says at the end, as JSON, how many tests passed and failed and how long each file took.
 * @param {AsyncIterable<import('node:test/reporters').TestEvent>} events
 */
export default async function* summary(events) {
  const counts = { pass: 0, fail: 0, cancelled: 0 };
  /** @type {Record<string, number>} */
  const files = {};
  for await (const { type, data } of events) {
    if (type === 'test:diagnostic' && data.nesting === 0) {
      const [name, value] = data.message.split(' ');
      if (name in counts) counts[name] = Number(value);
    }
    if ((type === 'test:pass' || type === 'test:fail') && data.nesting === 0 && data.file) {
      files[data.file] = (files[data.file] ?? 0) + data.details.duration_ms;
    }
  }
  yield JSON.stringify({ passed: counts.pass, failed: counts.fail + counts.cancelled, files });
}
