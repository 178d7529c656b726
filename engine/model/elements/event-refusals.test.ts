import { describe, expect, it } from '@jest/globals';
import { boundary, onTask, problemsOf, START, waits } from './refusal-sample.ts';
import type { Refusal } from './refusal-sample.ts';

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
];

describe('of events', () => {
  it.each(REFUSALS)('%s is refused', async (_what, elements, elementId, message, rest) => {
    const problems = await problemsOf(elements, rest);
    expect(problems).toContainEqual(
      expect.objectContaining({ elementId, message: expect.stringContaining(message) as string }),
    );
  });
});
