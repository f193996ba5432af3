import type { Mapping } from '../../server/contract/model/index.js';
import type { Draft } from './draft.js';

/** Unsaved edits, with the version that they were made on. */
export interface KeptDraft {
  readonly base: Mapping;
  readonly etag: string;
  readonly draft: Draft;
}

/** Keeps unsaved edits over a reload of the page, apart for each server, CRM and account. */
export class DraftStore {
  readonly #key: string;

  constructor(server: string, provider: string, account: string) {
    this.#key = `crm-field-mapper ${server} ${provider} ${account}`;
  }

  read(): KeptDraft | undefined {
    const text = storage()?.getItem(this.#key);
    try {
      return text ? JSON.parse(text) : undefined;
    } catch {
      // Somebody else's text under our key is no draft.
      return undefined;
    }
  }

  write(kept: KeptDraft | undefined): void {
    try {
      if (kept) storage()?.setItem(this.#key, JSON.stringify(kept));
      else storage()?.removeItem(this.#key);
    } catch {
      // Full or forbidden: the draft lives in the page alone, and leaving it warns.
    }
  }
}

function storage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    // A sandboxed frame has none.
    return undefined;
  }
}
