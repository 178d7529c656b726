import { LOGIC } from '../../dmn/decision-graph.ts';
import { HIT_POLICIES } from '../../dmn/hit-policies.ts';
import { ELEMENTS } from '../../model/elements/registry.ts';
import { EVENTS } from '../../model/events/registry.ts';
import type { Binding, ExecutionListenerEvent, TaskListenerEvent } from '../../model/index.ts';

/* The compiler holds these three to the types that the engine executes. */
const BINDINGS: Readonly<Record<Binding['type'], true>> = {
  latest: true,
  deployment: true,
  versionTag: true,
};
const EXECUTION_LISTENERS: Readonly<Record<ExecutionListenerEvent, true>> = { start: true, end: true };
const TASK_LISTENERS: Readonly<Record<TaskListenerEvent, true>> = {
  creating: true,
  assigning: true,
  updating: true,
  completing: true,
  canceling: true,
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const nameOf = (moddleType: string): string => lowerFirst(moddleType.replace(/^\w+:/, ''));

/** Tasks that the engine does itself, unless a job worker is asked to. */
const ALSO_JOB_BASED = new Set(['userTask', 'scriptTask', 'businessRuleTask', 'adHocSubProcess']);
/** What a timer may say where: repeated only where it may happen again. */
const TIMERS = { once: ['date', 'duration'], again: ['cycle', 'cron'] } as const;
/** Caught once and for all. */
const ONLY_INTERRUPTING = new Set(['error']);
/** Has its handler instead of a flow. */
const NEITHER = new Set(['compensation']);
const BEHIND_GATEWAY = new Set(['message', 'signal', 'timer']);

/** Every element in every position, as the engine's own registries have them. */
export function elementRows(): readonly string[] {
  return [...eventRows(), ...activityRows(), ...gatewayRows(), ...otherRows()];
}

function elementsNamed(pattern: RegExp): readonly string[] {
  return Object.keys(ELEMENTS)
    .map(nameOf)
    .filter((name) => pattern.test(name));
}

function eventRows(): readonly string[] {
  const none = ['process start', 'intermediate throw', 'end'].map((at) => `none event / ${at}`);
  const defined = Object.entries(EVENTS).flatMap(([type, { allowedAt }]) => {
    const kind = nameOf(type)
      .replace(/^compensate/, 'compensation')
      .replace('EventDefinition', '');
    return allowedAt.flatMap((at) => positionsOf(kind, at));
  });
  return [...none, ...defined];
}

function positionsOf(kind: string, at: string): readonly string[] {
  switch (at) {
    case 'process start':
      return named(kind, ['date', ...TIMERS.again]).map((name) => `${name} / ${at}`);
    case 'intermediate catch':
      return named(kind, TIMERS.once).flatMap((name) => [
        `${name} / ${at}`,
        ...(BEHIND_GATEWAY.has(kind) ? [`${name} / behind an event-based gateway`] : []),
      ]);
    case 'boundary':
    case 'event subprocess start':
      if (NEITHER.has(kind)) return [`${kind} event / ${at}`];
      return [
        ...named(kind, TIMERS.once).map((name) => `${name} / ${at}, interrupting`),
        ...(ONLY_INTERRUPTING.has(kind)
          ? []
          : named(kind, [...TIMERS.once, ...TIMERS.again]).map(
              (name) => `${name} / ${at}, non-interrupting`,
            )),
      ];
    default:
      return [`${kind} event / ${at}`];
  }
}

function named(kind: string, timers: readonly string[]): readonly string[] {
  return kind === 'timer' ? timers.map((timer) => `timer event, ${timer}`) : [`${kind} event`];
}

function activityRows(): readonly string[] {
  return elementsNamed(/task$|subProcess$|callActivity$/i)
    .flatMap((name) => (ALSO_JOB_BASED.has(name) ? [name, `${name}, job-based`] : [name]))
    .flatMap((name) => [name, `${name} / parallel multi-instance`, `${name} / sequential multi-instance`]);
}

function gatewayRows(): readonly string[] {
  return elementsNamed(/Gateway$/);
}

function otherRows(): readonly string[] {
  return [
    ...Object.keys(EXECUTION_LISTENERS).map((event) => `execution listener, ${event}`),
    ...Object.keys(TASK_LISTENERS).map((event) => `task listener, ${event}`),
    'task listener, denial',
    'task listener, corrections',
    'input and output mapping',
    ...['called process', 'called decision', 'linked form'].flatMap((what) =>
      Object.keys(BINDINGS).map((binding) => `${what}, binding ${binding}`),
    ),
    ...Object.keys(LOGIC).map((type) => `decision logic, ${type.replace(/^\w+:/, '')}`),
    'required decision',
    ...Object.keys(HIT_POLICIES).map((policy) => `decision table, ${policy}`),
  ];
}
