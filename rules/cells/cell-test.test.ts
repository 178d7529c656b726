import { describe, expect, it } from '@jest/globals';
import { meets, readCell, readLiteral } from './index.ts';

describe('a cell', () => {
  it.each([
    ['-', 'x', true],
    ['', null, true],
    ['"a","b, c"', 'b, c', true],
    ['"a", "b"', 'c', false],
    ['not("a","b")', 'c', true],
    ['not("a","b")', null, true],
    ['> 3', 3, false],
    ['>= 3', 3, true],
    ['[4..10]', 10, true],
    ['(4..10)', 4, false],
    [']4..10[', 10, false],
    ['< 1, [3..5], 9', 9, true],
    ['< 1, [3..5], 9', 2, false],
    ['not(true)', null, true],
    ['not(true)', false, true],
    ['true', null, false],
    ['null', null, true],
    ['-0.5', -0.5, true],
  ] as const)('%s met by %p: %p', (source, value, expected) => {
    expect(meets(readCell(source), value)).toBe(expected);
  });

  it.each(['> limit', 'contains(?, "a")', '"a', 'duration("P1D")', 'a and b'])(
    '%s is not judged',
    (source) => {
      expect(readCell(source)).toEqual({ kind: 'unknown' });
    },
  );

  it('of an output is read when it is a literal', () => {
    expect(readLiteral('"a \\"b\\""')).toEqual({ value: 'a "b"' });
    expect(readLiteral('["09:00-12:00", "14:00-17:30"]')).toEqual({ value: ['09:00-12:00', '14:00-17:30'] });
    expect(readLiteral('[]')).toEqual({ value: [] });
    expect(readLiteral('null')).toEqual({ value: null });
    expect(readLiteral('72 * redoShare')).toBeUndefined();
  });
});
