/**
 * Loaded into a server process before anything else: time there passes `QUICK_PACE` times as fast as outside since
 * `QUICK_FROM` (epoch milliseconds), so that real deadlines and waits of minutes are over in seconds.
 */
const from = Number(process.env['QUICK_FROM']);
const pace = Number(process.env['QUICK_PACE']);
const { now: realNow } = Date;
const { setTimeout: realTimeout, setInterval: realInterval } = globalThis;
const realDeadline = AbortSignal.timeout.bind(AbortSignal);

const now = () => Math.floor(from + (realNow() - from) * pace);

globalThis.Date = new Proxy(Date, {
  construct: (target, parts, made) => Reflect.construct(target, parts.length === 0 ? [now()] : parts, made),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
globalThis.setTimeout = Object.assign(
  (work, milliseconds = 0, ...rest) => realTimeout(work, milliseconds / pace, ...rest),
  realTimeout,
);
globalThis.setInterval = Object.assign(
  (work, milliseconds = 0, ...rest) => realInterval(work, milliseconds / pace, ...rest),
  realInterval,
);
AbortSignal.timeout = (milliseconds) => realDeadline(Math.max(1, Math.floor(milliseconds / pace)));
