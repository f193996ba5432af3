import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { JsonObject } from '../../json.js';

const KEY_ID = 'emulator-1';

/** Signs OpenID Connect id tokens (RS256) with a key made when first needed. */
export class IdTokens {
  private pair: { privateKey: KeyObject; publicKey: KeyObject } | undefined;

  sign(issuer: string, subject: string, audience: string, nowMs: number, nonce: string | undefined): string {
    const iat = Math.floor(nowMs / 1000);
    const claims = { iss: issuer, sub: subject, aud: audience, iat, exp: iat + 120, ...(nonce && { nonce }) };
    const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })}.${encode(claims)}`;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(this.keys().privateKey, 'base64url')}`;
  }

  /** The public key, as a JSON Web Key Set. */
  keySet(): JsonObject {
    const { kty = 'RSA', n = '', e = '' } = this.keys().publicKey.export({ format: 'jwk' });
    return { keys: [{ kty, n, e, use: 'sig', alg: 'RS256', kid: KEY_ID }] };
  }

  private keys() {
    this.pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
    return this.pair;
  }
}

function encode(part: JsonObject): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
