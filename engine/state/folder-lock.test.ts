import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { lockFolder } from './folder-lock.ts';

it('gives a folder to one engine at a time', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'engine-lock-'));
  const lock = await lockFolder(dataDir);
  await expect(lockFolder(`${dataDir}/.`)).rejects.toMatchObject({
    code: 'INVALID_STATE',
    message: expect.stringContaining(dataDir),
  });
  await lock.release();
  const again = await lockFolder(dataDir);
  await again.release();
  await rm(dataDir, { recursive: true, force: true });
});
