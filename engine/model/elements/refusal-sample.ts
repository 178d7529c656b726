import { bpmn } from '../bpmn-sample.ts';
import { compileProcesses } from '../index.ts';
import type { ModelProblem } from '../graph.ts';

/** Pieces of models, and what is wrong with them, for tests. */

export type Rest = Parameters<typeof bpmn>[1];

/** Why a model of these elements is refused; empty when it is not. */
export async function problemsOf(elements: string, rest: Rest = {}): Promise<readonly ModelProblem[]> {
  const result = await compileProcesses('p.bpmn', bpmn(elements, rest));
  return 'problems' in result ? result.problems : [];
}

export const START = '<bpmn:startEvent id="start" />';
export const ext = (extensions: string): string =>
  `<bpmn:extensionElements>${extensions}</bpmn:extensionElements>`;
export const service = (extensions: string): string =>
  `${START}<bpmn:serviceTask id="x">${ext(extensions)}</bpmn:serviceTask>`;
export const user = (extensions: string): string =>
  `${START}<bpmn:userTask id="x">${ext(extensions)}</bpmn:userTask>`;
export const flow = (id: string, from: string, to: string): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;
export const timer = (kind: string, value: string): string =>
  `<bpmn:timerEventDefinition id="td${kind}"><bpmn:${kind} xsi:type="bpmn:tFormalExpression">${value}</bpmn:${kind}></bpmn:timerEventDefinition>`;
export const boundary = (definition: string, attributes = '', id = 'x'): string =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="a" ${attributes}>${definition}</bpmn:boundaryEvent>`;
export const onTask = (events: string): string => `${START}<bpmn:task id="a" />${events}`;
export const message = (id: string, name = 'name="m"', key = 'correlationKey="=k"'): string =>
  `<bpmn:message id="${id}" ${name}>${ext(`<zeebe:subscription ${key} />`)}</bpmn:message>`;
export const waits = (definition: string, id = 'x'): string =>
  `<bpmn:intermediateCatchEvent id="${id}">${definition}</bpmn:intermediateCatchEvent>`;
export const receives = (ref: string, id = 'md'): string =>
  `<bpmn:messageEventDefinition id="${id}" messageRef="${ref}" />`;
export const multiInstance = (extensions: string, inner = ''): string =>
  `${START}<bpmn:task id="x"><bpmn:multiInstanceLoopCharacteristics>${ext(extensions)}${inner}</bpmn:multiInstanceLoopCharacteristics></bpmn:task>`;

/** What is wrong, the elements of the process, the id of the element at fault, and words of the reason. */
export type Refusal = readonly [
  what: string,
  elements: string,
  elementId: string,
  message: string,
  rest?: Rest,
];
