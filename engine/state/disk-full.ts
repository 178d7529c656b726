/**
 * Codes of the operating system and of lmdb for a store that can't take more: no space, quota, file too large, map full.
 * lmdb tells a write that was cut short as an I/O error, and that is how most full disks show.
 */
const FULL: ReadonlySet<unknown> = new Set([28, 122, 27, 5, -30792]);
const FULL_TEXT = /no space left|MDB_MAP_FULL|input\/output error/i;

/** Whether an error of the store says that the disk can't take more. */
export function isDiskFull(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return FULL.has(code) || (typeof message === 'string' && FULL_TEXT.test(message));
}
