import type { Role } from '../contract/routes/access.js';

/** Who sent a request; taken from its session token and from nowhere else. */
export interface Session {
  readonly tenant: string;
  readonly subject: string;
  readonly role: Role;
}
