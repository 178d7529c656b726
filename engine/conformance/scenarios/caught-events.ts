import {
  boundary,
  bpmnFile,
  chain,
  element,
  error,
  errorEvent,
  escalation,
  escalationEvent,
  eventSubprocess,
  flow,
  message,
  messageEvent,
  service,
  signal,
  signalEvent,
  start,
  timer,
} from '../../testing/index.ts';
import { scenario, type Scenario, type Step } from './scenario.ts';

const ROOT = message('m', '="k"') + signal('s') + error('err') + escalation('esc');

interface Kind {
  readonly name: string;
  readonly definition: string;
  /** Makes it happen; nothing for timers, which are waited for. */
  readonly happen: readonly Step[];
  /** What goes on while it may happen. @default a job <work> */
  readonly work?: string;
}

/** A job, and behind it an escalation that the activity around it hears. */
const ESCALATING = element('subProcess', 'work', {
  inside: [
    start('inner_start'),
    service('inner'),
    element('intermediateThrowEvent', 'raise', { inside: escalationEvent('esc') }),
    service('behind', { type: 'work' }),
    chain('inner_start', 'inner', 'raise', 'behind'),
  ].join(''),
});

/** Short enough to be waited for, long enough to be parked. */
const SOON = 'duration("PT0.2S")';
const MESSAGE: Kind = {
  name: 'message event',
  definition: messageEvent('m'),
  happen: [{ publish: 'm', key: 'k' }],
};
const SIGNAL: Kind = { name: 'signal event', definition: signalEvent('s'), happen: [{ broadcast: 's' }] };
const DATE: Kind = {
  name: 'timer event, date',
  definition: timer('timeDate', `=now() + ${SOON}`),
  happen: [],
};
const DURATION: Kind = {
  name: 'timer event, duration',
  definition: timer('timeDuration', 'PT0.2S'),
  happen: [],
};
const CYCLE: Kind = {
  name: 'timer event, cycle',
  definition: timer('timeCycle', 'R1/PT0.2S'),
  happen: [],
};
const CRON: Kind = { name: 'timer event, cron', definition: timer('timeCycle', '* * * * * *'), happen: [] };
const ERROR: Kind = {
  name: 'error event',
  definition: errorEvent('err'),
  happen: [{ work: 'work', error: 'err' }],
};
const ESCALATION: Kind = {
  name: 'escalation event',
  definition: escalationEvent('esc'),
  happen: [{ work: 'inner' }],
  work: ESCALATING,
};

const STARTS = [MESSAGE, SIGNAL, DATE, CYCLE, CRON];
const CAUGHT_IN_FLOW = [MESSAGE, SIGNAL, DATE, DURATION];
const INTERRUPTING = [...CAUGHT_IN_FLOW, ERROR, ESCALATION];
const BESIDE = [...CAUGHT_IN_FLOW, CYCLE, CRON, ESCALATION];

const process = (...elements: readonly string[]): string =>
  bpmnFile({ root: ROOT, elements: elements.join('') });

const starts = ({ name, definition, happen }: Kind): Scenario =>
  scenario(
    `${name} / process start`,
    process(
      start('start', { inside: definition }),
      service('work', { type: `begun.${name}` }),
      chain('start', 'work'),
    ),
    ...happen,
    { work: `begun.${name}` },
    { ended: true },
  );

const caught = ({ name, definition, happen }: Kind): Scenario =>
  scenario(
    `${name} / intermediate catch`,
    process(
      start(),
      element('intermediateCatchEvent', 'wait', { inside: definition }),
      service('after'),
      chain('start', 'wait', 'after'),
    ),
    { start: {} },
    ...happen,
    { work: 'after' },
    { ended: true },
  );

const behindGateway = ({ name, definition, happen }: Kind): Scenario =>
  scenario(
    `${name} / behind an event-based gateway`,
    process(
      start(),
      element('eventBasedGateway', 'gateway'),
      element('intermediateCatchEvent', 'wait', { inside: definition }),
      element('intermediateCatchEvent', 'late', { inside: timer('timeDuration', 'PT1H') }),
      service('after'),
      chain('start', 'gateway', 'wait', 'after'),
      flow('gateway', 'late'),
    ),
    { start: {} },
    ...happen,
    { work: 'after' },
    { ended: true },
  );

/** Where an event is caught beside an activity, and how that is drawn. */
const PLACES: readonly [string, (definition: string, interrupting: boolean) => string][] = [
  [
    'boundary',
    (definition, interrupting) =>
      boundary('catch', 'work', definition, { interrupting }) + service('caught') + flow('catch', 'caught'),
  ],
  [
    'event subprocess start',
    (definition, interrupting) =>
      eventSubprocess('sub', definition, service('caught') + flow('sub_start', 'caught'), { interrupting }),
  ],
];

function beside(kind: Kind, at: string, catcher: string, interrupting: boolean): Scenario {
  const { name, happen, work = service('work') } = kind;
  const goesOn: readonly Step[] = interrupting ? [{ none: 'work' }] : [{ work: 'work' }];
  return scenario(
    `${name} / ${at}, ${interrupting ? 'interrupting' : 'non-interrupting'}`,
    process(start(), work, chain('start', 'work'), catcher),
    { start: {} },
    ...happen,
    { work: 'caught' },
    ...goesOn,
    { ended: true },
  );
}

/** Every event that is caught, in every position, and what makes it happen. */
export const caughtEvents: readonly Scenario[] = [
  ...STARTS.map(starts),
  ...CAUGHT_IN_FLOW.map(caught),
  ...CAUGHT_IN_FLOW.map(behindGateway),
  ...PLACES.flatMap(([at, place]) => [
    ...INTERRUPTING.map((kind) => beside(kind, at, place(kind.definition, true), true)),
    ...BESIDE.map((kind) => beside(kind, at, place(kind.definition, false), false)),
  ]),
];
