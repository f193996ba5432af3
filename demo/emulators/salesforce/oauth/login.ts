/** One of the doors through which users come in. */
export interface Login {
  /** Path before `/services/oauth2`: empty, `/sandbox` or `/my/{domain}`. */
  prefix: string;
  sandbox: boolean;
}

/** The login that a path belongs to. A My Domain with `--` in its name is a sandbox's, as in life. */
export function loginOf(path: string): Login {
  const prefix = /^(\/sandbox|\/my\/[^/]+)(?=\/)/.exec(path)?.[1] ?? '';
  return { prefix, sandbox: prefix === '/sandbox' || prefix.includes('--') };
}
