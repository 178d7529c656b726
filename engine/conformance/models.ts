import {
  bpmnFile,
  chain,
  element,
  end,
  flow,
  service,
  start,
  taskListeners,
  userTask,
} from '../testing/index.ts';
import type { ScenarioFile } from './scenarios/index.ts';

/** The largest 64-bit number: no client may round it on its way to the engine, and the engine not on its way back. */
export const LARGEST_KEY = '9223372036854775807';

/** Start, one job <id>.work with the header mode=first, end. */
export function oneJob(id: string, type = `${id}.work`): ScenarioFile {
  const headers = '<zeebe:taskHeaders><zeebe:header key="mode" value="first" /></zeebe:taskHeaders>';
  return {
    name: `${id}.bpmn`,
    text: bpmnFile({
      id,
      elements:
        start() + service('work', { type, extensions: headers }) + end() + chain('start', 'work', 'end'),
    }),
  };
}

/** Start, the jobs <id>.first and <id>.second, end; to be started before the second. */
export function twoJobs(id: string): ScenarioFile {
  return {
    name: `${id}.bpmn`,
    text: bpmnFile({
      id,
      elements: [
        start(),
        service('first', { type: `${id}.first` }),
        service('second', { type: `${id}.second` }),
        chain('start', 'first', 'second'),
      ].join(''),
    }),
  };
}

/** A native user task <Sign> for unit:water with a form, listeners for the given events, and a job behind it. */
export function signing(id: string, events: readonly string[] = [], binding = ''): ScenarioFile {
  const listeners = events.map((event) => [event, `${id}.${event}`] as const);
  return {
    name: `${id}.bpmn`,
    text: bpmnFile({
      id,
      elements: [
        start(),
        userTask('Sign', {
          attributes: 'name="签收"',
          extensions:
            '<zeebe:assignmentDefinition candidateGroups="=[&quot;unit:water&quot;]" />' +
            `<zeebe:formDefinition formId="${id}-form" ${binding} />` +
            '<zeebe:priorityDefinition priority="60" />' +
            (listeners.length === 0 ? '' : taskListeners(...listeners)),
        }),
        service('after', { type: `${id}.after` }),
        chain('start', 'Sign', 'after'),
      ].join(''),
    }),
  };
}

/** @param more such as a version tag */
export function formFile(id: string, more: object = {}): ScenarioFile {
  return {
    name: `${id}-form.form`,
    text: JSON.stringify({ id: `${id}-form`, type: 'default', components: [], schemaVersion: 16, ...more }),
  };
}

/** Waits at the receive task <Reply> for the message <id>-reply with the key that `orderId` has; then a job. */
export function waiting(id: string): ScenarioFile {
  return {
    name: `${id}.bpmn`,
    text: bpmnFile({
      id,
      root: `<bpmn:message id="message_m" name="${id}-reply"><bpmn:extensionElements><zeebe:subscription correlationKey="=orderId" /></bpmn:extensionElements></bpmn:message>`,
      elements: [
        start(),
        element('receiveTask', 'Reply', { attributes: 'messageRef="message_m"' }),
        service('after', { type: `${id}.after` }),
        chain('start', 'Reply', 'after'),
      ].join(''),
    }),
  };
}

/** Started by the signal <id>-signal; then a job. */
export function signalled(id: string): ScenarioFile {
  return {
    name: `${id}.bpmn`,
    text: bpmnFile({
      id,
      root: `<bpmn:signal id="signal_s" name="${id}-signal" />`,
      elements: [
        start('start', { inside: '<bpmn:signalEventDefinition signalRef="signal_s" />' }),
        service('after', { type: `${id}.after` }),
        flow('start', 'after'),
      ].join(''),
    }),
  };
}

/** An ad-hoc subprocess <free> of the jobs <id>.a and <id>.b, neither of which is activated at first. */
export function free(id: string): ScenarioFile {
  return {
    name: `${id}.bpmn`,
    text: bpmnFile({
      id,
      elements: [
        start(),
        service('wait', { type: `${id}.wait` }),
        element('adHocSubProcess', 'free', {
          inside:
            service('a', { type: `${id}.a` }) +
            service('b', { type: `${id}.b` }) +
            '<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">=done = true</bpmn:completionCondition>',
        }),
        chain('start', 'free'),
        flow('start', 'wait'),
      ].join(''),
    }),
  };
}

/** A decision table <id>: kind to days. */
export function deadlines(id: string): ScenarioFile {
  return {
    name: `${id}.dmn`,
    text: `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${id}_drg" name="时限" namespace="http://example.org/dmn">
  <decision id="${id}" name="办理时限"><decisionTable id="table" hitPolicy="UNIQUE">
    <input id="in" label="kind"><inputExpression id="expr" typeRef="string"><text>kind</text></inputExpression></input>
    <output id="out" name="days" typeRef="number" />
    <rule id="r1"><inputEntry id="i1"><text>"consultation"</text></inputEntry><outputEntry id="o1"><text>1</text></outputEntry></rule>
    <rule id="r2"><inputEntry id="i2"><text>"complaint"</text></inputEntry><outputEntry id="o2"><text>5</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>`,
  };
}

/** Refused when it is deployed: the task <NoType> says nothing of its job. */
export function wrong(id: string): ScenarioFile {
  return {
    name: `${id}.bpmn`,
    text: bpmnFile({ id, elements: start() + element('serviceTask', 'NoType') + flow('start', 'NoType') }),
  };
}
