/**
 * Loaded into a server process before anything else: it stands still at the statement that `STAND_STILL` names, so that
 * it can be killed there, and says so on its standard error.
 */
import { writeSync } from 'node:fs';
import Database from 'libsql';

const point = JSON.parse(process.env['STAND_STILL'] ?? 'null');
if (point) watch(point);

/** @param {{ since?: string, at: string, done: boolean }} point */
function watch({ since = '', at, done }) {
  let isSince = since === '';
  const { prepare } = Database.prototype;
  const meet = (sql) => {
    if (isSince && new RegExp(at, 'i').test(sql)) {
      writeSync(2, `standing still ${done ? 'after' : 'before'} ${sql}\n`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
  };
  Database.prototype.prepare = function (sql) {
    const statement = prepare.call(this, sql);
    for (const name of ['run', 'all']) {
      const act = statement[name];
      statement[name] = function (...values) {
        if (!done) meet(`${sql} ${JSON.stringify(values)}`);
        const result = act.apply(this, values);
        if (done) meet(sql);
        isSince ||= new RegExp(since, 'i').test(`${sql} ${JSON.stringify(values)}`);
        return result;
      };
    }
    return statement;
  };
}
