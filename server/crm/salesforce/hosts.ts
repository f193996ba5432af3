/** Hosts that may be called, from `SALESFORCE_HOSTS`. */
export interface AllowedHosts {
  /** Origin and path of an address that may be called, without a trailing slash; null for any other. */
  allow(address: string): string | null;
}

/**
 * Reads a list such as `*.salesforce.com,localhost:4102`: `*` spans labels, a port may follow, and addresses are
 * https unless they are this machine's own. Gives a sentence for an entry that is no host, or that anybody may have a
 * host under.
 */
export function readHosts(list: string): AllowedHosts | string {
  const entries = list
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
  if (entries.length === 0) return 'SALESFORCE_HOSTS is empty.';
  const wrong = entries.find((entry) => !entrySyntax.test(entry));
  if (wrong !== undefined) return `SALESFORCE_HOSTS: "${wrong}" is no host name such as *.salesforce.com.`;
  const wide = entries.find((entry) => !isNarrow(entry));
  if (wide !== undefined)
    return `SALESFORCE_HOSTS: "${wide}" would let a customer make this server call hosts that are not Salesforce's, inside your network too. Name the domains, such as *.salesforce.com,*.force.com.`;
  const patterns = entries.map(toPattern);
  return {
    allow(address) {
      if (!URL.canParse(address)) return null;
      const url = new URL(address);
      if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return null;
      if (url.username !== '' || url.password !== '') return null;
      // Hosts are compared with their port; the default one is written by nobody.
      if (!patterns.some((pattern) => pattern.test(url.host))) return null;
      return url.origin + url.pathname.replace(/\/+$/, '');
    },
  };
}

/** True for a name that could be an entry of the list: labels with a dot between, and perhaps a port. */
export function isHostName(host: string): boolean {
  return entrySyntax.test(host.toLowerCase()) && host.includes('.') && !host.includes('*');
}

/** True for names of this machine. */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(host)
  );
}

const entrySyntax = /^([a-z0-9_*-]+\.)*[a-z0-9_*-]+(:\d{1,5})?$|^\[::1\](:\d{1,5})?$/;

/** True where the name of a domain stands behind the last `*`: a customer says where to sign in, and gets us to call it. */
function isNarrow(entry: string): boolean {
  const host = entry.replace(/:\d+$/, '');
  const labels = host.split('.');
  const fixed = labels.length - 1 - labels.findLastIndex((label) => label.includes('*'));
  return fixed === labels.length || isLoopback(host) || (fixed >= 2 && !/^\d+$/.test(labels.at(-1) ?? ''));
}

function toPattern(entry: string): RegExp {
  const body = entry
    .replace(/[.[\]]/g, '\\$&')
    .replace(/\*/g, '[a-z0-9_.-]+')
    .replace(/:443$/, '');
  // On this machine a name alone stands for any port.
  return new RegExp(`^${body}${isLoopback(entry) ? '(:\\d+)?' : ''}$`);
}
