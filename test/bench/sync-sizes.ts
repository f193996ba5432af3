/** How much the sync bench does; each may be set on the command line, as in `npm run bench -- sync --bookings 2000`. */
export interface SyncSizes {
  /** Bookings of the backlog, and of the counted bulk. */
  readonly bookings: number;
  /** Bookings that the plain client writes one after another; its calls per booking do not depend on the number. */
  readonly plain: number;
  /** Single events of the intake. */
  readonly events: number;
  /** Bookings that are stored before memory and speed are looked at. */
  readonly stored: number;
}

const full: SyncSizes = { bookings: 10_000, plain: 200, events: 10_000, stored: 100_000 };
/** Says the same in a minute or two. */
const short: SyncSizes = { bookings: 3000, plain: 50, events: 4000, stored: 10_000 };

/** Reads `--short` and a number per size. */
export function syncSizes(args: readonly string[]): SyncSizes {
  const base = args.includes('--short') ? short : full;
  const given = (name: keyof SyncSizes) => {
    const at = args.indexOf(`--${name}`);
    const value = at < 0 ? base[name] : Number(args[at + 1]);
    if (!Number.isInteger(value) || value < 1)
      throw new Error(`--${name} must be a whole number, not "${args[at + 1]}".`);
    return value;
  };
  return {
    bookings: given('bookings'),
    plain: given('plain'),
    events: given('events'),
    stored: given('stored'),
  };
}
