import { describe, expect, it } from '@jest/globals';
import { figureText, largest } from './figures.ts';

const figures = {
  received: 0,
  onTime: 0.98765,
  solved: null,
  byArea: { east: 3, west: 10, north: 7, odd: 'x' },
};

describe('figures of a report', () => {
  it('given counts and shares, when shown, then shares are per cent and nothing judged is no figure', () => {
    expect(figureText(figures, 'received', false)).toBe('0');
    expect(figureText(figures, 'onTime', true)).toBe('98.8 %');
    expect(figureText(figures, 'solved', true)).toBeUndefined();
    expect(figureText(figures, 'absent', false)).toBeUndefined();
  });

  it('given counts by code, when the largest are asked for, then they come largest first', () => {
    expect(largest(figures, 'byArea', 2)).toEqual([
      ['west', 10],
      ['north', 7],
    ]);
    expect(largest(figures, 'byKind', 2)).toEqual([]);
  });
});
