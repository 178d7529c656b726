import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { phoneDigits } from './phone-digits.ts';

const VERSION = 'v1';
const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Where a sealed value lives. It can't be opened anywhere else, so swapping two callers in the database is noticed. */
export interface SealContext {
  readonly collection: string;
  readonly field: string;
  /** Id of the document. */
  readonly id: string;
}

/** A sealed value can not be opened: another secret, another place, or it was changed. */
export class SealBrokenError extends Error {
  readonly code = 'SEAL_BROKEN';
}

interface Keys {
  readonly id: string;
  readonly encryption: Buffer;
}

/**
 * Seals single fields with AES-256-GCM. Keys come from the secret by HKDF-SHA-256, one a purpose. An envelope is
 * `v1.<key id>.<base64url of iv, ciphertext and tag>`, so that older secrets can go on opening what they sealed.
 */
export class FieldCipher {
  readonly #current: Keys;
  readonly #known: ReadonlyMap<string, Keys>;
  readonly #lookupKey: Buffer;

  /** `previous`: secrets that may open but no longer seal. */
  constructor(secret: string, previous: readonly string[] = []) {
    this.#current = keysOf(secret);
    this.#known = new Map([this.#current, ...previous.map(keysOf)].map((keys) => [keys.id, keys]));
    this.#lookupKey = derive(secret, 'phone-lookup', 32);
  }

  /** Envelope of a text; another one each time. */
  seal(text: string, context: SealContext): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#current.encryption, iv);
    cipher.setAAD(boundTo(context));
    const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${VERSION}.${this.#current.id}.${sealed.toString('base64url')}`;
  }

  /** The text of an envelope. @throws SealBrokenError */
  open(envelope: string, context: SealContext): string {
    const [version, keyId = '', body = ''] = envelope.split('.');
    const keys = this.#known.get(keyId);
    const sealed = Buffer.from(body, 'base64url');
    if (version !== VERSION || keys === undefined || sealed.length < IV_BYTES + TAG_BYTES) {
      throw new SealBrokenError(
        `can not open ${context.collection}.${context.field}: unknown version or key`,
      );
    }
    try {
      const decipher = createDecipheriv(ALGORITHM, keys.encryption, sealed.subarray(0, IV_BYTES));
      decipher.setAAD(boundTo(context));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const text = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch (error) {
      throw new SealBrokenError(`can not open ${context.collection}.${context.field}: it was changed`, {
        cause: error,
      });
    }
  }

  /** Keyed digest of a phone number, equal for every way of writing it; undefined for one without digits. */
  phoneHash(phone: string): string | undefined {
    const digits = phoneDigits(phone);
    if (digits === '') return undefined;
    return createHmac('sha256', this.#lookupKey).update(digits).digest('base64url');
  }
}

/** Key for another purpose from the same secret. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return derive(secret, purpose, 32);
}

function keysOf(secret: string): Keys {
  return {
    id: derive(secret, 'key-id', 6).toString('base64url'),
    encryption: derive(secret, 'field-encryption', 32),
  };
}

function derive(secret: string, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'jiesu', `jiesu/${purpose}/${VERSION}`, length));
}

function boundTo({ collection, field, id }: SealContext): Buffer {
  return Buffer.from(JSON.stringify([collection, field, id]), 'utf8');
}
