import { beforeAll, describe, expect, it } from '@jest/globals';
import { compileDecisions } from '../engine/dmn/index.ts';
import type { DecisionGraph } from '../engine/dmn/index.ts';
import { configText } from './testing/models.ts';

async function decisions(name: string): Promise<DecisionGraph> {
  const compiled = await compileDecisions(name, configText(name));
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  return compiled.graph;
}

/** Decides as the engine does for a business rule task. */
function decide(graph: DecisionGraph, decisionId: string, variables: Record<string, unknown>): unknown {
  const outcome = graph.evaluate(decisionId, { get: (name) => variables[name] }, 0);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.output;
}

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
  let graph: DecisionGraph;
  beforeAll(async () => {
    graph = await decisions('deadlines.dmn');
  });

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
        remindBeforeHours: [],
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
    expect(decide(graph, 'deadlines', { ...ORDINARY, ...order })).toMatchObject({ rule, ...limits });
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
    expect(decide(graph, 'deadlines', { ...ORDINARY, ...order })).toMatchObject({ signAmount, signUnit });
  });

  it('names everything that the workers read', () => {
    expect(decide(graph, 'deadlines', ORDINARY)).toEqual({
      signAmount: 1,
      signUnit: 'working-days',
      handleAmount: 4,
      handleUnit: 'working-days',
      pushAmount: null,
      pushUnit: null,
      onSiteAmount: null,
      onSiteUnit: null,
      remindBeforeHours: [48, 24],
      callbackAmount: 1,
      callbackUnit: 'working-days',
      redoLimit: 1,
      rule: 'other',
      basis: '本市热线办理规则：4 个工作日办结；一般诉求，1 个工作日内签收',
    });
  });

  it.each([
    ['an ordinary order', {}, 2],
    ['a consultation', { kind: 'consultation' }, 0.5],
    ['an emergency', { urgency: 'emergency' }, 36],
  ])('halves the limit of %s when it is redone, and says so', (_case, order, handleAmount) => {
    const limits = decide(graph, 'deadlines', { ...ORDINARY, ...order, redoCount: 1 });
    expect(limits).toMatchObject({ handleAmount, basis: expect.stringMatching(/；重办时限减半$/) });
  });

  it('gives an order that is not classified the ordinary limits', () => {
    expect(decide(graph, 'deadlines', {})).toMatchObject({ rule: 'other', handleAmount: 4, redoLimit: 1 });
  });
});

describe('routing.dmn', () => {
  let graph: DecisionGraph;
  beforeAll(async () => {
    graph = await decisions('routing.dmn');
  });

  const CERTAIN = { answeredAtOnce: false, urgency: 'normal', confidence: 0.95, returnHistory: false };

  it.each([
    ['answered during the call', { answeredAtOnce: true }, 'answer-at-once', /当场答复/],
    [
      'answered, even in an emergency',
      { answeredAtOnce: true, urgency: 'emergency' },
      'answer-at-once',
      /当场答复/,
    ],
    ['an emergency, however doubtful', { urgency: 'emergency', confidence: 0 }, 'emergency', /应急专班/],
    ['certain', {}, 'automatic', /自动派单/],
    ['just certain', { confidence: 0.85 }, 'automatic', /自动派单/],
    ['a bit doubtful', { confidence: 0.849 }, 'dispatcher', /把握低于/],
    ['certain, but returned before', { returnHistory: true }, 'dispatcher', /退单/],
    ['not classified', { confidence: null, returnHistory: null }, 'dispatcher', /把握低于/],
  ])('sends what is %s on its way, with the reason', (_case, order, path, reason) => {
    expect(decide(graph, 'routing', { ...CERTAIN, ...order })).toMatchObject({
      path,
      reason: expect.stringMatching(reason),
    });
  });

  it('tells how soon a dispatcher has to choose wherever one may have to', () => {
    expect(decide(graph, 'routing', CERTAIN)).toMatchObject({ dispatchWithin: 'PT2H' });
    expect(decide(graph, 'routing', { ...CERTAIN, urgency: 'emergency' })).toMatchObject({
      dispatchWithin: 'PT15M',
    });
  });
});
