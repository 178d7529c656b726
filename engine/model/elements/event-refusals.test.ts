import { describe, expect, it } from '@jest/globals';
import { boundary, ext, flow, onTask, problemsOf, START, waits } from './refusal-sample.ts';
import type { Refusal } from './refusal-sample.ts';

const link = (name: string): string => `<bpmn:linkEventDefinition name="${name}" />`;
const throwsLink = (id: string, name: string): string =>
  `<bpmn:intermediateThrowEvent id="${id}">${link(name)}</bpmn:intermediateThrowEvent>`;

const REFUSALS: readonly Refusal[] = [
  [
    'a signal end event without a signal',
    `${START}<bpmn:endEvent id="x"><bpmn:signalEventDefinition id="s" /></bpmn:endEvent>`,
    'x',
    'the name of the signal is missing',
  ],
  [
    'a signal without a name',
    `${START}${waits('<bpmn:signalEventDefinition id="s" signalRef="sg" />')}`,
    'x',
    'the name of the signal is missing',
    { root: '<bpmn:signal id="sg" />' },
  ],
  [
    'two events for the same escalation',
    onTask(
      boundary('<bpmn:escalationEventDefinition id="d" />') +
        boundary('<bpmn:escalationEventDefinition id="e" />', '', 'y'),
    ),
    'y',
    'there is another event that catches the same escalation of any code',
  ],
  [
    'an escalation that is caught by FEEL',
    onTask(boundary('<bpmn:escalationEventDefinition id="d" escalationRef="es" />')),
    'x',
    'the escalation code of a catch event must be static',
    { root: '<bpmn:escalation id="es" escalationCode="=code" />' },
  ],
  [
    'an escalation without a code that is thrown',
    `${START}<bpmn:endEvent id="x"><bpmn:escalationEventDefinition id="d" /></bpmn:endEvent>`,
    'x',
    'no escalation is referenced',
  ],
  [
    'a link that is thrown and not caught',
    `${START}${throwsLink('x', 'A')}${waits(link('B'), 'y')}`,
    'x',
    'no catch event for the link <A> is in its scope',
  ],
  [
    'a link that is caught in another scope',
    `${START}<bpmn:subProcess id="sub"><bpmn:startEvent id="s" />${throwsLink('x', 'A')}</bpmn:subProcess>${waits(link('A'), 'y')}`,
    'x',
    'no catch event for the link <A> is in its scope',
  ],
  [
    'a link that is caught twice',
    `${START}${throwsLink('t', 'A')}${waits(link('A'))}${waits(link('A'), 'y')}`,
    'y',
    'the link <A> is caught by <x> already',
  ],
  ['a link without a name', `${START}${waits('<bpmn:linkEventDefinition />')}`, 'x', 'the link has no name'],
  [
    'a flow out of a link that is thrown',
    `${START}${throwsLink('x', 'A')}${waits(link('A'), 'y')}${flow('f', 'x', 'y')}`,
    'x',
    'a link throw event must not have outgoing flows',
  ],
];

describe('events that can not be executed', () => {
  it.each(REFUSALS)('%s is refused', async (_what, elements, elementId, message, ...[rest]) => {
    expect(await problemsOf(elements, rest)).toContainEqual({
      resourceName: 'p.bpmn',
      elementId,
      message: expect.stringContaining(message),
    });
  });
});

describe('execution listeners where Zeebe runs none', () => {
  const listener = (event: string): string =>
    ext(
      `<zeebe:executionListeners><zeebe:executionListener eventType="${event}" type="l" /></zeebe:executionListeners>`,
    );
  it.each([
    ['start', 'a start event', `<bpmn:startEvent id="x">${listener('start')}</bpmn:startEvent>`],
    [
      'start',
      'a boundary event',
      onTask(boundary(`${listener('start')}<bpmn:errorEventDefinition id="d" />`)),
    ],
    ['end', 'a gateway', `${START}<bpmn:exclusiveGateway id="x">${listener('end')}</bpmn:exclusiveGateway>`],
    [
      'end',
      'an error end event',
      `${START}<bpmn:endEvent id="x">${listener('end')}<bpmn:errorEventDefinition id="d" errorRef="e" /></bpmn:endEvent>`,
    ],
  ])('for %s at %s are refused', async (event, what, elements) => {
    expect(await problemsOf(elements, { root: '<bpmn:error id="e" errorCode="e" />' })).toContainEqual({
      resourceName: 'p.bpmn',
      elementId: 'x',
      message: expect.stringContaining(`of execution listeners, ${what} can have none for ${event}`),
    });
  });
});
