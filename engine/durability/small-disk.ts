import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own that is small, so that it gets full. */
export interface SmallDisk {
  readonly path: string;
  release(): void;
}

export type DiskKind = 'tmpfs' | 'ext4';

/**
 * Mounts a small disk: tmpfs in memory, or ext4 in a file by a loop device.
 * @param megabytes 8 at least, for ext4 keeps some for itself
 * @returns the disk, or why there is none: mounting takes rights that not everyone has
 */
export function mountSmallDisk(kind: DiskKind, megabytes: number): SmallDisk | { readonly why: string } {
  const folder = mkdtempSync(join(tmpdir(), 'engine-disk-'));
  const path = join(folder, 'disk');
  try {
    execFileSync('mkdir', [path]);
    if (kind === 'tmpfs') run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'jiesu-test', path]);
    else mountFile(join(folder, 'disk.img'), path, megabytes);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return { why: error instanceof Error ? error.message.trim() : String(error) };
  }
  return {
    path,
    release: () => {
      run('umount', ['-l', path]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function mountFile(image: string, path: string, megabytes: number): void {
  run('truncate', ['-s', `${megabytes}M`, image]);
  run('mkfs.ext4', ['-q', '-m', '0', '-O', '^has_journal', image]);
  run('mount', ['-o', 'loop', image, path]);
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
