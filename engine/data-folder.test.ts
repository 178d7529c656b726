import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { claimDataFolder } from './data-folder.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-folder-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe.each([
  ['a folder', 'data'],
  ['a folder with a long path', 'x'.repeat(150)],
])('the claim on %s', (_what, name) => {
  it('is refused while another has it, and free after that', async () => {
    const data = join(folder, name);
    const release = await claimDataFolder(data);

    await expect(claimDataFolder(data)).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' });

    await release();
    const again = await claimDataFolder(data);
    await again();
  });
});

describe('the claim of a process that was killed', () => {
  it('is taken over', async () => {
    const socket = join(folder, 'engine.sock');
    const script = `require('net').createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, 'SIGKILL'))`;
    await promisify(execFile)(process.execPath, ['-e', script]).catch(() => undefined);

    const release = await claimDataFolder(folder);

    await release();
  });
});
