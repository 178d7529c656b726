import {
  boundary,
  bpmnFile,
  chain,
  element,
  end,
  error,
  errorEvent,
  escalation,
  escalationEvent,
  flow,
  linkEvent,
  message,
  messageEvent,
  service,
  signal,
  signalEvent,
  start,
} from '../../testing/index.ts';
import { scenario, type Scenario } from './scenario.ts';

const process = (root: string, ...elements: readonly string[]): string =>
  bpmnFile({ root, elements: elements.join('') });
const sub = (id: string, ...inside: readonly string[]): string =>
  element('subProcess', id, { inside: inside.join('') });

/** Where something is thrown: an event in the flow goes on, one at the end does not. */
const POSITIONS = [
  ['intermediate throw', 'intermediateThrowEvent'],
  ['end', 'endEvent'],
] as const;

const COMPENSATION = '<bpmn:compensateEventDefinition />';
/** What makes the task <done> one that can be undone. */
const UNDO = [
  boundary('undone', 'done', COMPENSATION),
  service('undo', { attributes: 'isForCompensation="true"' }),
  '<bpmn:association id="by" associationDirection="One" sourceRef="undone" targetRef="undo" />',
].join('');

const thrown = ([at, type]: (typeof POSITIONS)[number]): Scenario[] => {
  const throws = (definition: string, extensions = ''): string =>
    element(type, 'throw', { inside: definition, extensions });
  return [
    scenario(
      `message event / ${at}`,
      process(
        message('m', '="k"'),
        start(),
        throws(messageEvent('m'), '<zeebe:taskDefinition type="send" />'),
        chain('start', 'throw'),
      ),
      { start: {} },
      { work: 'send' },
      { ended: true },
    ),
    scenario(
      `signal event / ${at}`,
      process(
        signal('s'),
        start(),
        element('parallelGateway', 'fork'),
        element('intermediateCatchEvent', 'wait', { inside: signalEvent('s') }),
        service('caught'),
        service('go'),
        throws(signalEvent('s')),
        chain('start', 'fork', 'wait', 'caught'),
        flow('fork', 'go') + flow('go', 'throw'),
      ),
      { start: {} },
      { work: 'go' },
      { work: 'caught' },
      { ended: true },
    ),
    scenario(
      `escalation event / ${at}`,
      process(
        escalation('esc'),
        start(),
        sub('around', start('s'), throws(escalationEvent('esc')), flow('s', 'throw')),
        boundary('heard', 'around', escalationEvent('esc'), { interrupting: false }),
        service('caught'),
        chain('start', 'around'),
        flow('heard', 'caught'),
      ),
      { start: {} },
      { work: 'caught' },
      { ended: true },
    ),
    scenario(
      `compensation event / ${at}`,
      process('', start(), service('done'), throws(COMPENSATION), chain('start', 'done', 'throw'), UNDO),
      { start: {} },
      { work: 'done' },
      { work: 'undo' },
      { ended: true },
    ),
  ];
};

/** Every event that is thrown, in every position, and what catches it. */
export const thrownEvents: readonly Scenario[] = [
  ...POSITIONS.flatMap(thrown),
  scenario(
    'compensation event / boundary',
    process(
      '',
      start(),
      sub('inside', start('s'), service('done'), chain('s', 'done'), UNDO),
      element('intermediateThrowEvent', 'back', { inside: COMPENSATION }),
      service('after'),
      chain('start', 'inside', 'back', 'after'),
    ),
    { start: {} },
    { work: 'done' },
    { none: 'after' },
    { work: 'undo' },
    { work: 'after' },
    { ended: true },
  ),
  scenario(
    'error event / end',
    process(
      error('err'),
      start(),
      sub('around', start('s'), element('endEvent', 'bad', { inside: errorEvent('err') }), flow('s', 'bad')),
      boundary('catch', 'around', errorEvent('err')),
      service('caught'),
      chain('start', 'around'),
      flow('catch', 'caught'),
    ),
    { start: {} },
    { work: 'caught' },
    { ended: true },
  ),
  scenario(
    'terminate event / end',
    process(
      '',
      start(),
      service('go'),
      service('other'),
      element('endEvent', 'stop', { inside: '<bpmn:terminateEventDefinition />' }),
      chain('start', 'go', 'stop'),
      flow('start', 'other'),
    ),
    { start: {} },
    { work: 'go' },
    { none: 'other' },
    { ended: true },
  ),
  ...(['intermediate throw', 'intermediate catch'] as const).map((at) =>
    scenario(
      `link event / ${at}`,
      process(
        '',
        start(),
        element('intermediateThrowEvent', 'out', { inside: linkEvent('A') }),
        element('intermediateCatchEvent', 'in', { inside: linkEvent('A') }),
        service('after'),
        chain('start', 'out') + chain('in', 'after'),
      ),
      { start: {} },
      { work: 'after' },
      { ended: true },
    ),
  ),
  scenario(
    'none event / process start',
    process('', start(), service('work'), chain('start', 'work')),
    { start: {} },
    { work: 'work' },
    { ended: true },
  ),
  scenario(
    'none event / intermediate throw',
    process(
      '',
      start(),
      element('intermediateThrowEvent', 'milestone'),
      service('after'),
      chain('start', 'milestone', 'after'),
    ),
    { start: {} },
    { work: 'after' },
    { ended: true },
  ),
  scenario(
    'none event / end',
    process(
      '',
      start(),
      service('one'),
      service('two'),
      end(),
      chain('start', 'one', 'end'),
      chain('start', 'two', 'end'),
    ),
    { start: {} },
    { work: 'one' },
    { work: 'two' },
    { ended: true },
  ),
];
