import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';

describe('options of a workload', () => {
  it('are the defaults where they are not given', () => {
    const options = readOptions(['--instances', '50'], { instances: 2000, rounds: 4 });
    expect(options).toEqual({
      instances: 50,
      rounds: 4,
      delivery: 'poll',
      bundle: undefined,
      profile: false,
    });
  });

  it('are refused by name when they are wrong', () => {
    expect(() => readOptions(['--instances', 'many'], { instances: 1 })).toThrow('--instances');
    expect(() => readOptions(['--delivery', 'pigeon'], {})).toThrow('--delivery');
    expect(() => readOptions(['--unknown', '1'], {})).toThrow('--unknown');
  });
});
