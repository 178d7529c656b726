import { describe, expect, it } from '@jest/globals';
import { demoScores } from '../testing/demo-city.ts';
import { DEFAULT_SCORE_RULES, bandOf, orderOutcome, scoreOf } from './index.ts';

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

    expect(scoreOf([good, notReached, dissatisfied]).rates).toEqual({
      onTime: 1,
      signedInTime: 1,
      solved: 1,
      satisfied: 0.5,
    });
  });

  it('weighs the rates by the rules', () => {
    const late = { ...good, onTime: false };

    expect(scoreOf([late])).toMatchObject({ score: 70, band: 'pass', orders: 1 });
    const rules = {
      ...DEFAULT_SCORE_RULES,
      weights: { onTime: 5, signedInTime: 5, solved: 45, satisfied: 45 },
    };
    expect(scoreOf([late], rules)).toMatchObject({ score: 95, band: 'excellent' });
  });

  it('spreads the weight of a rate that is not judged', () => {
    expect(scoreOf([{ onTime: true, signedInTime: true, solved: null, satisfied: null }]).score).toBe(100);
    expect(scoreOf([]).score).toBeNull();
  });

  it.each([
    [90, 'excellent'],
    [89.9, 'good'],
    [80, 'good'],
    [79.9, 'pass'],
    [60, 'pass'],
    [59.9, 'fail'],
  ])('%d is %s', (score, band) => {
    expect(bandOf(score)).toBe(band);
  });

  it('has the rules of config/scores.yaml as its default', () => {
    expect(demoScores).toEqual(DEFAULT_SCORE_RULES);
  });
});
