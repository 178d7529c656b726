import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildNative, ensureSecantus, secantusCommand } from './index.ts';

describe('ensureSecantus', () => {
  let root: string;
  let bin: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'jiesu-ensure-'));
    bin = path.join(root, 'path');
    await mkdir(bin);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** A Python as far as the installer sees it: a version, and what its modules do. */
  const python = async (script: string) => {
    const file = path.join(bin, 'python3');
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  };
  const ensure = () => ensureSecantus(root, undefined, { env: { PATH: bin } });
  const leftovers = () => readdir(path.join(root, '.cache')).catch(() => []);

  it.each([
    ['a missing Python', undefined, /Python is missing.*install Python 3\.10 to 3\.13/],
    ['a Python that is too old', 'echo 3.9', /Python 3\.9 does not run.*install Python 3\.10 to 3\.13/],
    [
      'a Python without venv',
      '[ "$1" = -c ] && echo 3.11 && exit 0; exit 1',
      /virtual environment.*python3-venv/,
    ],
    [
      'a pip that can not reach its index',
      `[ "$1" = -c ] && echo 3.11 && exit 0
       if [ "$2" = venv ]; then /bin/mkdir -p "$3/bin"; /bin/cp "$0" "$3/bin/python"; exit 0; fi
       echo "no matching distribution" >&2; exit 1`,
      /pip \(no matching distribution\).*MONGODB_URI/,
    ],
  ])('says in one line what to do about %s, and leaves nothing half-made', async (_what, script, message) => {
    if (script !== undefined) await python(script);

    const error = await ensure().then(
      () => undefined,
      (reason: unknown) => reason,
    );

    expect(error).toMatchObject({ code: 'EMBEDDED_DATABASE_UNAVAILABLE' });
    expect(String(error)).toMatch(message);
    expect(String(error)).not.toContain('\n');
    expect(await leftovers()).toEqual([]);
  });

  it('makes one environment when two ask at once, and uses it again', async () => {
    const log = path.join(root, 'made');
    await python(
      `[ "$1" = -c ] && echo 3.11 && exit 0
       if [ "$2" = venv ]; then echo made >> ${log}; /bin/mkdir -p "$3/bin"; /bin/cp "$0" "$3/bin/python"; exit 0; fi
       echo "#!\${0}" > "\${0%/*}/secantusd-py"; exit 0`,
    );

    const [first, second] = await Promise.all([ensure(), ensure()]);
    const third = await ensure();

    expect([second, third]).toEqual([first, first]);
    expect(first).toBe(path.join(root, '.cache', 'secantusdb-venv', 'bin', 'secantusd-py'));
    expect(await readFile(log, 'utf8')).toBe('made\n');
    expect(await readFile(first, 'utf8')).toContain(
      path.join(root, '.cache', 'secantusdb-venv', 'bin', 'python'),
    );
    expect(await leftovers()).toEqual(['secantusdb-venv']);
  });
});

describe('buildNative', () => {
  let root: string;
  let bin: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'jiesu-native-'));
    bin = path.join(root, 'path');
    await mkdir(bin);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** A cargo that writes down what it was asked for, and makes a program (or fails). */
  const cargo = async (install: string) => {
    const file = path.join(bin, 'cargo');
    await writeFile(
      file,
      `#!/bin/sh\n[ "$1" = --version ] && exit 0\necho "$@" >> ${root}/asked\n${install}\n`,
    );
    await chmod(file, 0o755);
  };
  const build = () => buildNative(root, { PATH: `${bin}:/usr/bin:/bin` });
  const made =
    'while [ "$1" != --root ]; do shift; done; mkdir -p "$2/bin"; echo rust > "$2/bin/secantusd-rs"';

  it('builds once, and is what the next start runs', async () => {
    await cargo(made);

    const [first, second] = await Promise.all([build(), build()]);

    expect(second).toBe(first);
    expect((await readFile(path.join(root, 'asked'), 'utf8')).trim().split('\n')).toHaveLength(1);
    expect(await ensureSecantus(root, undefined, { env: { PATH: '' } })).toBe(first);
    const { command, args } = secantusCommand({
      executable: first,
      dataDir: path.join(root, 'data'),
      port: 1,
    });
    expect([command, ...args].join(' ')).not.toContain('python');
    expect(args).toEqual(expect.arrayContaining([first, '--sync-on-commit']));
  });

  it.each([
    ['a missing cargo', undefined, /cargo is missing: install Rust/],
    ['a build that fails', 'exit 101', /cargo ended with 101.*install Rust/],
  ])('says in one line what to do about %s, and leaves nothing half-made', async (_what, script, message) => {
    if (script !== undefined) await cargo(script);

    await expect(
      buildNative(root, { PATH: script === undefined ? bin : `${bin}:/usr/bin:/bin` }),
    ).rejects.toThrow(message);
    expect(await readdir(path.join(root, '.cache'))).toEqual([]);
  });
});
