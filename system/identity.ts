import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newDemoPassword, type SystemOptions } from './config.ts';

/** What a data folder remembers between starts. */
export interface Identity {
  readonly secret: string;
  readonly demo: boolean;
  readonly demoPassword: string | undefined;
}

interface Remembered {
  demo?: boolean;
  demoPassword?: string;
}

/**
 * Reads or makes the secret (file `secret`, mode 0600) and the choice for demo people (file `system.json`, 0600,
 * because it holds their password). Values from the environment win; only made values are written.
 */
export function openIdentity(options: SystemOptions): Identity {
  mkdirSync(options.dataDir, { recursive: true });
  const secretFile = path.join(options.dataDir, 'secret');
  const stateFile = path.join(options.dataDir, 'system.json');
  const isNew = !existsSync(secretFile) && !existsSync(stateFile);

  let secret = options.secret;
  if (secret === undefined) {
    if (!existsSync(secretFile)) writeFileSync(secretFile, randomBytes(32).toString('hex'), { mode: 0o600 });
    secret = readFileSync(secretFile, 'utf8').trim();
  }

  const remembered = existsSync(stateFile) ? (JSON.parse(readFileSync(stateFile, 'utf8')) as Remembered) : {};
  const demo = options.demo ?? remembered.demo ?? (isNew && !options.production);
  const demoPassword = demo
    ? (options.demoPassword ?? remembered.demoPassword ?? newDemoPassword())
    : undefined;
  const next: Remembered = { demo };
  if (demoPassword !== undefined && options.demoPassword === undefined) next.demoPassword = demoPassword;
  else if (remembered.demoPassword !== undefined) next.demoPassword = remembered.demoPassword;
  writeFileSync(stateFile, JSON.stringify(next), { mode: 0o600 });
  return { secret, demo, demoPassword };
}
