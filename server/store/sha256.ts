import { hash } from 'node:crypto';

/** SHA-256 of a text in hex, at once: for the small texts of events, the turn of a worker thread costs ten times the hash. */
export function sha256(text: string): string {
  return hash('sha256', text);
}
