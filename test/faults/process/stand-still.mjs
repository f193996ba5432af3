/**
 * Loaded into a server process before anything else: while there is a file named `STAND_STILL`, the process stands still
 * at the statement that the file tells, so that it can be killed there, and says so on its standard error.
 */
import { existsSync, readFileSync, writeSync } from 'node:fs';
import Database from 'libsql';

const file = process.env['STAND_STILL'] ?? '';

/** @type {{ since?: string, at: string, done: boolean } | null} */
let point = null;
let isSince = false;

const { prepare } = Database.prototype;
Database.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  for (const name of ['run', 'all']) {
    const act = statement[name];
    statement[name] = function (...values) {
      if (!isWatched()) return act.apply(this, values);
      const said = `${sql} ${JSON.stringify(values)}`;
      meet(said, false);
      const result = act.apply(this, values);
      meet(said, true);
      isSince ||= new RegExp(point.since ?? '', 'i').test(said);
      return result;
    };
  }
  return statement;
};

function isWatched() {
  if (!existsSync(file)) point = null;
  else if (point === null) {
    point = JSON.parse(readFileSync(file, 'utf8'));
    isSince = point.since === undefined;
  }
  return point !== null;
}

function meet(said, isDone) {
  if (!isSince || isDone !== point.done || !new RegExp(point.at, 'i').test(said)) return;
  writeSync(2, `standing still ${isDone ? 'after' : 'before'} ${said.slice(0, 80)}\n`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
