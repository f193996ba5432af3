/** Encrypts secrets at rest. */
export interface Sealer {
  /** `context` (the owner's id) is bound in: a sealed text copied to another row does not open. */
  seal(text: string, context: string): Promise<string>;
  /** Rejects with {@link Unsealable} when the key is gone or the text was tampered with. */
  open(sealed: string, context: string): Promise<string>;
  /** False for what an older key sealed. */
  isCurrent(sealed: string): Promise<boolean>;
}

/** A sealed text that none of the keys opens. */
export class Unsealable extends Error {
  constructor() {
    super('A sealed value cannot be opened with any of the keys in ENCRYPTION_KEYS.');
    this.name = 'Unsealable';
  }
}

/** AES-256-GCM with the first of `keys`; any of them opens. Sealed texts read `v1.<key id>.<iv>.<ciphertext>`. */
export function createSealer(keys: readonly Uint8Array<ArrayBuffer>[]): Sealer {
  const ring = Promise.all(keys.map(importKey));
  return {
    async seal(text, context) {
      const [newest] = await ring;
      if (!newest) throw new Unsealable();
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt(
        cipher(iv, context),
        newest.key,
        new TextEncoder().encode(text),
      );
      return ['v1', newest.id, encode(iv), encode(new Uint8Array(sealed))].join('.');
    },
    async open(sealed, context) {
      const [version, id, iv, ciphertext] = sealed.split('.');
      const entry = (await ring).find((each) => each.id === id);
      if (version !== 'v1' || !entry || !iv || !ciphertext) throw new Unsealable();
      try {
        const opened = await crypto.subtle.decrypt(
          cipher(decode(iv), context),
          entry.key,
          decode(ciphertext),
        );
        return new TextDecoder().decode(opened);
      } catch {
        throw new Unsealable();
      }
    },
    async isCurrent(sealed) {
      const [newest] = await ring;
      return sealed.split('.')[1] === newest?.id;
    },
  };
}

function cipher(iv: Uint8Array<ArrayBuffer>, context: string) {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(context) };
}

async function importKey(bytes: Uint8Array<ArrayBuffer>) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return {
    id: encode(digest.slice(0, 6)),
    key: await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']),
  };
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
}
