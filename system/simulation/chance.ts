import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** Chance that is the same for the same seed and the same words, whatever happened before. */
export class Chance {
  readonly #generator: RandomGenerator;

  constructor(seed: number, ...words: readonly (string | number)[]) {
    this.#generator = xoroshiro128plus(hash(`${seed}/${words.join('/')}`));
  }

  /** A number from 0 up to 1. */
  share(): number {
    return uniformInt(this.#generator, 0, 0x3fff_ffff) / 0x4000_0000;
  }

  /** Whether something of this probability happens. */
  happens(probability: number): boolean {
    return this.share() < probability;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return uniformInt(this.#generator, least, most);
  }

  pick<T>(list: readonly T[]): T {
    const item = list[this.between(0, list.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c_9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x0100_0193);
  }
  return value | 0;
}
