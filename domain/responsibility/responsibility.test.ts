import { describe, expect, it } from '@jest/globals';
import { isInterested, mayLead, pingPong, returnRates } from './index.ts';

const unit = (unitId: string) => ({ unitId });

describe('ping-pong', () => {
  it('counts the hops and sees an order that came back', () => {
    const way = { dispatches: ['a', 'b', 'b', 'a'].map(unit), returns: ['a', 'b'].map(unit) };
    expect(pingPong(way)).toEqual({
      hops: 2,
      units: ['a', 'b'],
      cameBack: true,
      returnsByUnit: { a: 1, b: 1 },
    });
    expect(pingPong({ dispatches: [], returns: [] }).hops).toBe(0);
  });

  it('tells the rate of returns of each unit', () => {
    const orders = [
      { dispatches: [unit('a'), unit('b')], returns: [unit('a')] },
      { dispatches: [unit('a')], returns: [] },
    ];
    expect(returnRates(orders)).toEqual({
      a: { dispatched: 2, returned: 1, rate: 0.5 },
      b: { dispatched: 1, returned: 0, rate: 0 },
    });
  });
});

describe('recusal', () => {
  const complaint = { kind: 'complaint' as const, complainedUnit: 'a', recused: ['li'] };

  it('keeps interested people away', () => {
    expect(isInterested({ username: 'li' }, complaint)).toBe(true);
    expect(isInterested({ username: 'wang', unitId: 'a' }, complaint)).toBe(true);
    expect(isInterested({ username: 'wang', groups: ['unit:a'] }, complaint)).toBe(true);
    expect(isInterested({ username: 'wang', unitId: 'b' }, complaint)).toBe(false);
    expect(isInterested({ username: 'wang', unitId: 'b' }, {})).toBe(false);
  });

  it('keeps a complaint from the unit that it is about', () => {
    expect(mayLead('a', complaint)).toBe(false);
    expect(mayLead('b', complaint)).toBe(true);
    expect(mayLead('a', {})).toBe(true);
  });
});
