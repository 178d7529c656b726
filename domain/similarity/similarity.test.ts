import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findHotspots, mergeCandidates, similarity, watchedWords } from './index.ts';
import type { SimilarityRequest } from './index.ts';

const HOUR = 3_600_000;
const request = (id: string, text: string, change: Partial<SimilarityRequest> = {}): SimilarityRequest => ({
  id,
  text,
  area: 'donghu',
  category: 'water-supply',
  receivedAt: 0,
  ...change,
});
const WATER = '幸福小区三号楼停水两天了,物业没有人管';

describe('similarity of requests', () => {
  it('tells the same matter from another one', () => {
    expect(similarity(WATER, '幸福小区3号楼停水两天,物业不管')).toBeGreaterThan(0.5);
    expect(similarity(WATER, '人民路路灯不亮,晚上看不清')).toBeLessThan(0.1);
    expect(similarity('', WATER)).toBe(0);
  });

  it('is symmetric, at most 1, and 1 for the same text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (a, b) => {
        expect(similarity(a, b)).toBe(similarity(b, a));
        expect(similarity(a, b)).toBeLessThanOrEqual(1);
        expect([0, 1]).toContain(similarity(a, a));
      }),
    );
  });

  it('proposes to merge what is alike in one area', () => {
    const others = [
      request('light', '人民路路灯不亮'),
      request('near', '幸福小区三号楼停水两天,物业没人管', { receivedAt: 2 }),
      request('far', WATER, { area: 'beicheng' }),
      request('same', WATER, { receivedAt: 1 }),
    ];
    expect(mergeCandidates(request('new', WATER), others).map(({ id }) => id)).toEqual(['same', 'near']);
  });
});

describe('hotspots', () => {
  const rules = { orders: 3, withinHours: 24 };

  it('are enough similar requests of one area in time', () => {
    const requests = [0, 2, 23].map((hour, i) =>
      request(`w${i}`, `${WATER}${i}`, { receivedAt: hour * HOUR }),
    );
    expect(findHotspots([...requests, request('x', '路灯不亮')], rules)).toEqual([
      { area: 'donghu', category: 'water-supply', ids: ['w0', 'w1', 'w2'], from: 0, to: 23 * HOUR },
    ]);
  });

  it('are none a minute too late, or in another area', () => {
    const late = [0, 2, 24.02].map((hour, i) => request(`w${i}`, WATER, { receivedAt: hour * HOUR }));
    expect(findHotspots(late, rules)).toEqual([]);
    const apart = ['donghu', 'donghu', 'beicheng'].map((area, i) => request(`w${i}`, WATER, { area }));
    expect(findHotspots(apart, rules)).toEqual([]);
  });

  it('know the watched words', () => {
    const words = [
      { word: '停水', zh: '民生保供' },
      { word: '自杀', zh: '人身危险' },
    ];
    expect(watchedWords(WATER, words)).toEqual([{ word: '停水', zh: '民生保供' }]);
  });
});
