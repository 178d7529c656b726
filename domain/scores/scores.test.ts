import { describe, expect, it } from '@jest/globals';
import { bandOf, cardPoints, orderOutcome, scoreOf, scoreRulesSchema } from './index.ts';

const RULES = scoreRulesSchema.parse({
  onTime: 30,
  signedInTime: 10,
  solved: 30,
  satisfied: 30,
  excellent: 90,
  good: 80,
  pass: 60,
  yellowFree: 1,
  yellowPoints: -1,
  redPoints: -2,
});

const DUE = '2026-11-25T10:00:00+08:00';
const good = orderOutcome({
  signedAt: '2026-11-24T11:00:00+08:00',
  signDueAt: DUE,
  finishedAt: DUE,
  dueAt: DUE,
  callbackResult: 'satisfied',
  solved: true,
});

describe('outcome of an order', () => {
  it('is in time up to the deadline itself', () => {
    expect(good).toEqual({ onTime: true, signedInTime: true, solved: true, satisfied: true });
    expect(orderOutcome({ finishedAt: '2026-11-25T10:00:00.001+08:00', dueAt: DUE }).onTime).toBe(false);
    expect(orderOutcome({ finishedAt: '2026-11-25T02:00:00Z', dueAt: DUE }).onTime).toBe(true);
  });

  it('is late when it never came, and not judged without a deadline', () => {
    expect(orderOutcome({ dueAt: DUE })).toEqual({
      onTime: false,
      signedInTime: null,
      solved: null,
      satisfied: null,
    });
  });

  it('keeps solved and satisfied apart', () => {
    expect(orderOutcome({ callbackResult: 'dissatisfied', solved: true })).toMatchObject({
      solved: true,
      satisfied: false,
    });
  });

  it('does not judge a caller who was not reached', () => {
    expect(orderOutcome({ callbackResult: 'not-reached', solved: true })).toMatchObject({
      solved: null,
      satisfied: null,
    });
  });
});

describe('score', () => {
  it('leaves not evaluated orders out of the satisfaction rate', () => {
    const notReached = { ...good, solved: null, satisfied: null };
    const dissatisfied = { ...good, satisfied: false };

    expect(scoreOf([good, notReached, dissatisfied], RULES).rates).toEqual({
      onTime: 1,
      signedInTime: 1,
      solved: 1,
      satisfied: 0.5,
    });
  });

  it('weighs the rates by the rules', () => {
    const late = { ...good, onTime: false };

    expect(scoreOf([late], RULES)).toMatchObject({ score: 70, band: 'pass', orders: 1 });
    const rules = { ...RULES, onTime: 5, signedInTime: 5, solved: 45, satisfied: 45 };
    expect(scoreOf([late], rules)).toMatchObject({ score: 95, band: 'excellent' });
  });

  it('spreads the weight of a rate that is not judged', () => {
    expect(scoreOf([{ onTime: true, signedInTime: true, solved: null, satisfied: null }], RULES).score).toBe(
      100,
    );
    expect(scoreOf([], RULES).score).toBeNull();
  });

  it.each([
    [90, 'excellent'],
    [89.9, 'good'],
    [80, 'good'],
    [79.9, 'pass'],
    [60, 'pass'],
    [59.9, 'fail'],
  ])('%d is %s', (score, band) => {
    expect(bandOf(score, RULES)).toBe(band);
  });

  it('lets the first yellow card go and takes points for the next, and for each red one', () => {
    const cards = (...colours: ('yellow' | 'red')[]) => colours.map((colour) => ({ colour }));
    expect(cardPoints(cards('yellow'), RULES)).toBe(0);
    expect(cardPoints(cards('yellow', 'yellow', 'red'), RULES)).toBe(-3);
  });

  it('needs bands that fall and a weight', () => {
    expect(scoreRulesSchema.safeParse({ ...RULES, good: 95 }).success).toBe(false);
    const none = { onTime: 0, signedInTime: 0, solved: 0, satisfied: 0 };
    expect(scoreRulesSchema.safeParse({ ...RULES, ...none }).success).toBe(false);
  });
});
