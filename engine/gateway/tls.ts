import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** Files in PEM: the certificate with its chain, and its key. */
export interface TlsFiles {
  readonly certPath: string;
  readonly keyPath: string;
}

export interface Tls {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Reads a certificate and its key. @throws Error that names the setting when they can't be read or don't fit */
export function readTls({ certPath, keyPath }: TlsFiles): Tls {
  const tls = { cert: read('ENGINE_TLS_CERT', certPath), key: read('ENGINE_TLS_KEY', keyPath) };
  try {
    createSecureContext(tls);
  } catch (error) {
    throw new Error(`ENGINE_TLS_CERT and ENGINE_TLS_KEY can not be used: ${reason(error)}`, { cause: error });
  }
  return tls;
}

function read(setting: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`${setting} can not be read: ${reason(error)}`, { cause: error });
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
