import { describe, expect, it } from '@jest/globals';
import { percentile, tenth } from './statistics.ts';

describe('percentile', () => {
  it.each([
    [[1, 2, 3, 4], 0.5, 2],
    [[4, 1, 3, 2], 1, 4],
    [[7], 0.99, 7],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95, 10],
  ])('takes the nearest rank of %j at %d', (samples, share, expected) => {
    expect(percentile(samples, share)).toBe(expected);
  });

  it('has no value without samples', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});

describe('tenth', () => {
  it('rounds to one digit', () => {
    expect(tenth(1.26)).toBe(1.3);
  });
});
