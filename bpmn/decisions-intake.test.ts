import { beforeAll, describe, expect, it } from '@jest/globals';
import { openDecisions } from './testing/decisions.ts';
import type { DecisionFile } from './testing/decisions.ts';

/** An order that nothing is special about. */
const ORDINARY = {
  kind: 'help',
  urgency: 'normal',
  callerType: 'citizen',
  channel: 'phone',
  category: 'city-appearance',
  area: 'donghu',
  redoCount: 0,
};

describe('deadlines.dmn', () => {
  let file: DecisionFile;
  beforeAll(async () => {
    file = await openDecisions('deadlines.dmn');
  });
  const decided = (order: object): unknown => file.decide('deadlines', { ...ORDINARY, ...order }).output;

  it.each([
    ['everything else', {}, 'other', { handleAmount: 4, handleUnit: 'working-days' }],
    ['a complaint', { kind: 'complaint' }, 'other', { handleAmount: 4, handleUnit: 'working-days' }],
    ['an urgent order', { urgency: 'urgent' }, 'other', { handleAmount: 4, handleUnit: 'working-days' }],
    [
      'a consultation',
      { kind: 'consultation' },
      'consultation',
      { handleAmount: 1, handleUnit: 'working-days' },
    ],
    [
      'a consultation of an enterprise',
      { kind: 'consultation', callerType: 'enterprise' },
      'enterprise-consultation',
      { handleAmount: 2, handleUnit: 'working-days' },
    ],
    [
      'an enterprise',
      { callerType: 'enterprise' },
      'enterprise',
      { handleAmount: 4, handleUnit: 'working-days' },
    ],
    [
      'an emergency',
      { urgency: 'emergency' },
      'emergency',
      {
        pushAmount: 3,
        pushUnit: 'minutes',
        onSiteAmount: 30,
        onSiteUnit: 'minutes',
        handleAmount: 72,
        handleUnit: 'hours',
      },
    ],
    [
      'an emergency of an enterprise',
      { urgency: 'emergency', callerType: 'enterprise', kind: 'consultation' },
      'emergency',
      { handleAmount: 72, handleUnit: 'hours' },
    ],
    [
      'a drought emergency',
      { urgency: 'emergency', category: 'drought-relief' },
      'emergency-joint-action',
      { pushAmount: 3, onSiteAmount: 2, onSiteUnit: 'hours', handleAmount: 72, handleUnit: 'hours' },
    ],
  ])('limits %s', (_case, order, rule, limits) => {
    expect(decided(order)).toMatchObject({ rule, ...limits });
  });

  it.each([
    ['life or property', { urgency: 'emergency' }, 15, 'minutes'],
    ['water', { category: 'water-supply' }, 30, 'minutes'],
    ['power', { category: 'power-supply' }, 30, 'minutes'],
    ['gas and heating', { category: 'gas-heating' }, 30, 'minutes'],
    ['water of an enterprise', { category: 'water-supply', callerType: 'enterprise' }, 30, 'minutes'],
    ['drought and similar joint action', { category: 'drought-relief' }, 2, 'hours'],
    ['an enterprise', { callerType: 'enterprise' }, 1, 'working-hours'],
    ['everything else', {}, 1, 'working-days'],
  ])('has %s signed in time', (_case, order, signAmount, signUnit) => {
    expect(decided(order)).toMatchObject({ signAmount, signUnit });
  });

  it('names everything that the workers read', () => {
    expect(decided({})).toEqual({
      signAmount: 1,
      signUnit: 'working-days',
      handleAmount: 4,
      handleUnit: 'working-days',
      assistLeadAmount: 1,
      assistLeadUnit: 'working-days',
      ceilingAmount: 10,
      ceilingUnit: 'working-days',
      statutory: false,
      pushAmount: null,
      pushUnit: null,
      onSiteAmount: null,
      onSiteUnit: null,
      rule: 'other',
      basis: '本市热线办理规则：4 个工作日办结；一般诉求，1 个工作日内签收',
    });
  });

  it.each([
    ['an ordinary order', {}, 2],
    ['a consultation', { kind: 'consultation' }, 0.5],
    ['an emergency', { urgency: 'emergency' }, 36],
  ])('halves the limit of %s when it is redone, and says so', (_case, order, handleAmount) => {
    const limits = decided({ ...order, redoCount: 1 });
    expect(limits).toMatchObject({ handleAmount, basis: expect.stringMatching(/；重办时限减半$/) });
  });

  it.each([
    ['help', {}, 10],
    ['a suggestion', { kind: 'suggestion' }, 10],
    ['a consultation', { kind: 'consultation' }, 10],
    ['a complaint', { kind: 'complaint' }, 15],
    ['a report', { kind: 'report' }, 15],
    ['a complaint of an enterprise', { kind: 'complaint', callerType: 'enterprise' }, 15],
  ])('does not let the ceiling of the province lengthen the limit of %s', (_case, order, ceilingAmount) => {
    const { handleAmount } = decided({ ...order, statutoryMatter: null }) as { handleAmount: number };
    expect(handleAmount).toBe('kind' in order && order.kind === 'consultation' ? 1 : 4);
    expect(decided(order)).toMatchObject({ ceilingAmount, ceilingUnit: 'working-days', statutory: false });
  });

  it.each([
    ['labour-inspection', 60, 90, /劳动保障监察条例/],
    ['consumer-mediation', 45, 45, /投诉举报处理暂行办法/],
    ['consumer-report', 15, 30, /行政处罚程序规定/],
    ['administrative-licence', 20, 30, /行政许可法/],
    ['petition', 43, 64, /信访工作条例/],
  ])(
    'lets the longer limit of %s win, and says by which law',
    (statutoryMatter, handleAmount, ceilingAmount, law) => {
      expect(decided({ statutoryMatter })).toMatchObject({
        handleAmount,
        ceilingAmount,
        statutory: true,
        basis: expect.stringMatching(law),
      });
    },
  );

  it('lets no law lengthen an emergency', () => {
    expect(decided({ urgency: 'emergency', statutoryMatter: 'petition' })).toMatchObject({
      handleAmount: 72,
      handleUnit: 'hours',
      statutory: false,
    });
  });

  it.each([
    ['an ordinary order', {}, 1, 'working-days'],
    ['a consultation', { kind: 'consultation' }, 2, 'working-hours'],
    ['an enterprise', { callerType: 'enterprise' }, 1, 'working-days'],
    [
      'a consultation of an enterprise',
      { kind: 'consultation', callerType: 'enterprise' },
      4,
      'working-hours',
    ],
    ['a redo', { redoCount: 2 }, 0.5, 'working-days'],
    ['an emergency', { urgency: 'emergency' }, null, null],
  ])(
    'has assisting units of %s answer before the lead unit',
    (_case, order, assistLeadAmount, assistLeadUnit) => {
      expect(decided(order)).toMatchObject({ assistLeadAmount, assistLeadUnit });
    },
  );

  it('has no row that decides nothing', () => {
    expect(file.unmatched()).toEqual([]);
  });

  it('gives an order that is not classified the ordinary limits', () => {
    expect(file.decide('deadlines', {}).output).toMatchObject({
      rule: 'other',
      handleAmount: 4,
    });
  });
});

describe('routing.dmn', () => {
  let file: DecisionFile;
  beforeAll(async () => {
    file = await openDecisions('routing.dmn');
  });
  const decided = (order: object): unknown => file.decide('routing', { ...CERTAIN, ...order }).output;

  const CERTAIN = {
    answeredAtOnce: false,
    urgency: 'normal',
    callerType: 'citizen',
    referralId: null,
    mergeCandidate: false,
    confidence: 0.95,
    returnHistory: false,
  };

  it.each([
    ['answered during the call', { answeredAtOnce: true }, 'answer-at-once', /当场答复/],
    [
      'answered, even in an emergency',
      { answeredAtOnce: true, urgency: 'emergency' },
      'answer-at-once',
      /当场答复/,
    ],
    [
      'an emergency that would be referred',
      { urgency: 'emergency', referralId: 'outside-duty' },
      'emergency',
      /应急专班/,
    ],
    [
      'an emergency that repeats another',
      { urgency: 'emergency', mergeCandidate: true },
      'emergency',
      /应急专班/,
    ],
    ['a class that is not dispatched', { referralId: 'outside-duty' }, 'refer', /不予受理/],
    ['such a class and a repeat', { referralId: 'illegal', mergeCandidate: true }, 'refer', /不予受理/],
    ['a repeat of an open order', { mergeCandidate: true }, 'merge', /并单/],
    ['an emergency, however doubtful', { urgency: 'emergency', confidence: 0 }, 'emergency', /应急专班/],
    ['certain', {}, 'automatic', /自动派单/],
    ['just certain', { confidence: 0.85 }, 'automatic', /自动派单/],
    ['a bit doubtful', { confidence: 0.849 }, 'dispatcher', /把握低于/],
    ['certain, but returned before', { returnHistory: true }, 'dispatcher', /退单/],
    ['not classified', { confidence: null, returnHistory: null }, 'dispatcher', /把握低于/],
  ])('sends what is %s on its way, with the reason', (_case, order, path, reason) => {
    expect(decided(order)).toMatchObject({
      path,
      reason: expect.stringMatching(reason),
    });
  });

  it.each([
    ['an ordinary order', {}, 'PT2H'],
    ['an urgent order', { urgency: 'urgent' }, 'PT1H'],
    ['an enterprise', { callerType: 'enterprise' }, 'PT1H'],
    ['an emergency that was returned', { urgency: 'emergency' }, 'PT15M'],
    ['a repeat that may not be merged', { mergeCandidate: true }, 'PT2H'],
  ])('tells how soon a dispatcher has to choose for %s', (_case, order, dispatchWithin) => {
    expect(decided(order)).toMatchObject({ dispatchWithin });
  });

  it('has no row that decides nothing', () => {
    expect(file.unmatched()).toEqual([]);
  });
});
