import {
  bpmnFile,
  chain,
  element,
  executionListeners,
  mapping,
  service,
  start,
  taskListeners,
  userTask,
} from '../../testing/index.ts';
import { scenario, type Scenario } from './scenario.ts';

const around = (x: string): string =>
  bpmnFile({ elements: start() + x + service('after') + chain('start', 'x', 'after') });

/** Listeners that workers of either protocol serve. What changes a task itself is tested with its calls. */
export const listeners: readonly Scenario[] = [
  ...(['start', 'end'] as const).map((event) =>
    scenario(
      `execution listener, ${event}`,
      around(service('x', { type: 'work', extensions: executionListeners([event, 'listen']) })),
      { start: {} },
      ...(event === 'start'
        ? [{ work: 'listen' }, { work: 'work' }]
        : [{ work: 'work' }, { work: 'listen' }]),
      { work: 'after' },
      { ended: true },
    ),
  ),
  scenario(
    'task listener, creating',
    around(userTask('x', { extensions: taskListeners(['creating', 'listen']) })),
    { start: {} },
    { work: 'listen' },
    { none: 'after' },
    { cancel: true },
  ),
  scenario(
    'task listener, assigning',
    around(
      userTask('x', {
        extensions: `<zeebe:assignmentDefinition assignee="ann" />${taskListeners(['assigning', 'listen'])}`,
      }),
    ),
    { start: {} },
    { work: 'listen' },
    { cancel: true },
  ),
  scenario(
    'task listener, canceling',
    around(userTask('x', { extensions: taskListeners(['canceling', 'listen']) })),
    { start: {} },
    { cancel: true },
    { work: 'listen' },
    { ended: true },
  ),
  scenario(
    'input and output mapping',
    around(
      element('serviceTask', 'x', {
        extensions:
          '<zeebe:taskDefinition type="work" />' +
          mapping({ inputs: [['=order.id', 'asked.id']], outputs: [['=answer.text', 'order.answer']] }),
      }),
    ),
    { start: { order: { id: 'o-1' } } },
    { work: 'work', expect: { asked: { id: 'o-1' } }, variables: { answer: { text: '已办理' } } },
    { work: 'after', expect: { order: { id: 'o-1', answer: '已办理' } } },
    { ended: true },
  ),
];
