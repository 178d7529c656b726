import { describe, expect, it } from '@jest/globals';
import { isPlateau, plateauRate } from './plateau.ts';

describe('the plateau of an engine that warms up', () => {
  it('is not reached while the rate still grows', () => {
    expect(isPlateau([])).toBe(false);
    expect(isPlateau([100, 101])).toBe(false);
    expect(isPlateau([40, 80, 100])).toBe(false);
  });

  it('is reached when three rounds in a row lie within 5 %', () => {
    expect(isPlateau([40, 80, 100, 104, 102])).toBe(true);
    expect(isPlateau([40, 80, 100, 106, 102])).toBe(false);
  });

  it('reports the middle one of the last three rounds', () => {
    expect(plateauRate([40, 80, 100, 104, 102])).toBe(102);
    expect(plateauRate([7])).toBe(7);
  });
});
