/** Who may call: `admin` includes `member`; `service` is the host's backend and stands apart. */
export type Role = 'member' | 'admin' | 'service';

/**
 * Says in a route declaration who may call it: `security: requires('admin')`. The guard in front of all routes
 * enforces it and refuses routes that say nothing; OpenAPI 3.1 shows it as roles of the session token.
 */
export function requires(...roles: readonly [Role, ...Role[]]): { session: Role[] }[] {
  return [{ session: [...roles] }];
}
