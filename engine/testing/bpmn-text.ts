/** The text of small BPMN files, for tests. Everything is a string, so that anything can be put anywhere. */

export interface BpmnFile {
  /** @default "p" */
  readonly id?: string;
  /** Flow elements of the process. */
  readonly elements: string;
  /** Messages, errors and the like, beside the process. */
  readonly root?: string;
}

/** A .bpmn file with one executable process. */
export function bpmnFile({ id = 'p', elements, root = '' }: BpmnFile): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="http://bpmn.io/schema/bpmn">
  ${root}
  <bpmn:process id="${id}" isExecutable="true">${elements}</bpmn:process>
</bpmn:definitions>`;
}

/** Flows from each element to the next: `chain('start', 'task', 'end')`; ids are `start_task` and so on. */
export function chain(...ids: readonly string[]): string {
  return ids
    .slice(1)
    .map((id, index) => flow(ids[index] ?? '', id))
    .join('');
}

/** A sequence flow. @param condition FEEL with its leading `=` */
export function flow(from: string, to: string, condition?: string): string {
  const inside =
    condition === undefined
      ? ''
      : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escape(condition)}</bpmn:conditionExpression>`;
  return `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${inside}</bpmn:sequenceFlow>`;
}

interface Details {
  /** Extension elements. */
  readonly extensions?: string;
  /** Other content, such as a loop or an event definition. */
  readonly inside?: string;
  /** Attributes, as they are written. */
  readonly attributes?: string;
}

/** Any element: `element('startEvent', 'start')`. */
export function element(
  type: string,
  id: string,
  { extensions = '', inside = '', attributes = '' }: Details = {},
): string {
  const wrapped = extensions === '' ? '' : `<bpmn:extensionElements>${extensions}</bpmn:extensionElements>`;
  return `<bpmn:${type} id="${id}" ${attributes}>${wrapped}${inside}</bpmn:${type}>`;
}

export const start = (id = 'start', details: Details = {}): string => element('startEvent', id, details);
export const end = (id = 'end', details: Details = {}): string => element('endEvent', id, details);

/** A service task; its job type is its id unless told otherwise. */
export function service(
  id: string,
  details: Details & { readonly type?: string; readonly retries?: string } = {},
): string {
  const definition = `<zeebe:taskDefinition type="${escape(details.type ?? id)}" retries="${details.retries ?? '3'}" />`;
  return element('serviceTask', id, { ...details, extensions: definition + (details.extensions ?? '') });
}

/** A native user task. */
export function userTask(id: string, details: Details = {}): string {
  return element('userTask', id, { ...details, extensions: `<zeebe:userTask />${details.extensions ?? ''}` });
}

/** zeebe:taskListeners: [event, job type]. */
export function taskListeners(...listeners: readonly (readonly [string, string])[]): string {
  const lines = listeners.map(
    ([eventType, type]) => `<zeebe:taskListener eventType="${eventType}" type="${type}" />`,
  );
  return `<zeebe:taskListeners>${lines.join('')}</zeebe:taskListeners>`;
}

/** zeebe:ioMapping from [source, target] pairs. */
export function mapping(parts: {
  readonly inputs?: readonly (readonly [string, string])[];
  readonly outputs?: readonly (readonly [string, string])[];
}): string {
  const line =
    (tag: string) =>
    ([source, target]: readonly [string, string]) =>
      `<zeebe:${tag} source="${escape(source)}" target="${target}" />`;
  const inputs = (parts.inputs ?? []).map(line('input'));
  const outputs = (parts.outputs ?? []).map(line('output'));
  return `<zeebe:ioMapping>${[...inputs, ...outputs].join('')}</zeebe:ioMapping>`;
}

/** A timer event definition. */
export function timer(type: 'timeDate' | 'timeDuration' | 'timeCycle', value: string): string {
  return `<bpmn:timerEventDefinition><bpmn:${type} xsi:type="bpmn:tFormalExpression">${escape(value)}</bpmn:${type}></bpmn:timerEventDefinition>`;
}

/** A message of the root; its id is `message_<name>`. */
export function message(name: string, correlationKey?: string): string {
  const subscription =
    correlationKey === undefined
      ? ''
      : `<bpmn:extensionElements><zeebe:subscription correlationKey="${escape(correlationKey)}" /></bpmn:extensionElements>`;
  return `<bpmn:message id="message_${name}" name="${name}">${subscription}</bpmn:message>`;
}

export const messageEvent = (name: string): string =>
  `<bpmn:messageEventDefinition messageRef="message_${name}" />`;

/** An error of the root; its id is `error_<code>`. */
export const error = (code: string): string => `<bpmn:error id="error_${code}" errorCode="${code}" />`;
/** Without a code: catches every error. */
export const errorEvent = (code?: string): string =>
  `<bpmn:errorEventDefinition ${code === undefined ? '' : `errorRef="error_${code}"`} />`;

/** A signal of the root; its id is `signal_<id>`, its name the id unless told otherwise. */
export const signal = (id: string, name = id): string =>
  `<bpmn:signal id="signal_${id}" name="${escape(name)}" />`;
export const signalEvent = (id: string): string => `<bpmn:signalEventDefinition signalRef="signal_${id}" />`;

/** An escalation of the root; its id is `escalation_<id>`, its code the id unless told otherwise. */
export const escalation = (id: string, code = id): string =>
  `<bpmn:escalation id="escalation_${id}" escalationCode="${escape(code)}" />`;
/** Without an id: catches every escalation. */
export const escalationEvent = (id?: string): string =>
  `<bpmn:escalationEventDefinition ${id === undefined ? '' : `escalationRef="escalation_${id}"`} />`;

export const linkEvent = (name: string): string => `<bpmn:linkEventDefinition name="${name}" />`;

/** An event subprocess: its start event is `<id>_start`, and behind it is what is given. */
export function eventSubprocess(
  id: string,
  startedBy: string,
  inside: string,
  { interrupting = true, startExtensions = '' } = {},
): string {
  const begin = element('startEvent', `${id}_start`, {
    inside: startedBy,
    extensions: startExtensions,
    attributes: `isInterrupting="${interrupting}"`,
  });
  return element('subProcess', id, { inside: begin + inside, attributes: 'triggeredByEvent="true"' });
}

/** zeebe:executionListeners: [event, job type]. */
export function executionListeners(...listeners: readonly (readonly [string, string])[]): string {
  const lines = listeners.map(
    ([eventType, type]) =>
      `<zeebe:executionListener eventType="${eventType}" type="${escape(type)}" retries="2" />`,
  );
  return `<zeebe:executionListeners>${lines.join('')}</zeebe:executionListeners>`;
}

/** A boundary event. */
export function boundary(
  id: string,
  attachedTo: string,
  inside: string,
  { interrupting = true, extensions = '' } = {},
): string {
  return element('boundaryEvent', id, {
    inside,
    extensions,
    attributes: `attachedToRef="${attachedTo}" cancelActivity="${interrupting}"`,
  });
}

/** Multi-instance characteristics. */
export function loop(
  attributes: Readonly<Record<string, string>>,
  { sequential = false, completionCondition = '' } = {},
): string {
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escape(value)}"`);
  const condition =
    completionCondition === ''
      ? ''
      : `<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">${escape(completionCondition)}</bpmn:completionCondition>`;
  return `<bpmn:multiInstanceLoopCharacteristics isSequential="${sequential}"><bpmn:extensionElements><zeebe:loopCharacteristics ${written.join(' ')} /></bpmn:extensionElements>${condition}</bpmn:multiInstanceLoopCharacteristics>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
