/** Keys that share a block: some process instances with all that is in them. */
const BLOCK = 256;
/** Keys whose index entries lie together, so that what is written now is in few pages, however much there is. */
const EPOCH = 2 ** 20;

/** The first key of the block that a key is in. */
export function blockOf(key: number): number {
  return key - (key % BLOCK);
}

/** The first key behind a block. */
export function endOfBlock(block: number): number {
  return block + BLOCK;
}

export function epochOf(key: number): number {
  return Math.floor(key / EPOCH);
}
