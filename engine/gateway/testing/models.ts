/** One process around the given flow elements, as a modeler would save it without its layout. */
export function processOf(id: string, flow: string, roots = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions_${id}" targetNamespace="http://example.org/test"
  modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.8.0">
  ${roots}
  <bpmn:process id="${id}" name="${id}" isExecutable="true">${flow}</bpmn:process>
</bpmn:definitions>`;
}

/** Sequence flows that join elements in their order. */
export function inLine(...ids: string[]): string {
  return ids
    .slice(1)
    .map((id, at) => `<bpmn:sequenceFlow id="to_${id}" sourceRef="${ids[at] ?? ''}" targetRef="${id}" />`)
    .join('');
}

const ENDS = '<bpmn:startEvent id="Start" /><bpmn:endEvent id="End" />';

/** Start, one job, end. The job has one header and takes the variable `orderId`. */
export function oneJob(id: string, jobType: string): string {
  return processOf(
    id,
    `${ENDS}<bpmn:serviceTask id="Work" name="派单"><bpmn:extensionElements>
      <zeebe:taskDefinition type="${jobType}" retries="3" />
      <zeebe:taskHeaders><zeebe:header key="mode" value="first" /></zeebe:taskHeaders>
    </bpmn:extensionElements></bpmn:serviceTask>${inLine('Start', 'Work', 'End')}`,
  );
}

/** Start, a native user task with listeners, a job, end. The creating listener has a type of its own. */
export function userTaskWithListeners(id: string, listenerType: string, jobType: string): string {
  return processOf(
    id,
    `${ENDS}<bpmn:userTask id="SignOrder" name="签收"><bpmn:extensionElements>
      <zeebe:userTask />
      <zeebe:assignmentDefinition candidateGroups="=[&#34;unit:water&#34;]" />
      <zeebe:priorityDefinition priority="60" />
      <zeebe:taskListeners>
        <zeebe:taskListener eventType="creating" type="${listenerType}.creating" />
        <zeebe:taskListener eventType="assigning" type="${listenerType}" />
        <zeebe:taskListener eventType="completing" type="${listenerType}" />
      </zeebe:taskListeners>
    </bpmn:extensionElements></bpmn:userTask>
    <bpmn:serviceTask id="After"><bpmn:extensionElements>
      <zeebe:taskDefinition type="${jobType}" />
    </bpmn:extensionElements></bpmn:serviceTask>${inLine('Start', 'SignOrder', 'After', 'End')}`,
  );
}

/** Started by a message; then waits an hour; then one job. */
export function startedByMessage(id: string, message: string, jobType: string): string {
  return processOf(
    id,
    `<bpmn:startEvent id="Start"><bpmn:messageEventDefinition id="MessageStart" messageRef="message_${id}" /></bpmn:startEvent>
    <bpmn:intermediateCatchEvent id="AnHour"><bpmn:timerEventDefinition id="Timer">
      <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration>
    </bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:serviceTask id="Work"><bpmn:extensionElements>
      <zeebe:taskDefinition type="${jobType}" />
    </bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:endEvent id="End" />${inLine('Start', 'AnHour', 'Work', 'End')}`,
    `<bpmn:message id="message_${id}" name="${message}" />`,
  );
}

/** A decision table: kind to days. */
export const DEADLINES_DMN = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="deadlines_drg" name="时限" namespace="http://example.org/dmn">
  <decision id="deadlines" name="办理时限"><decisionTable id="table" hitPolicy="UNIQUE">
    <input id="in" label="kind"><inputExpression id="expr" typeRef="string"><text>kind</text></inputExpression></input>
    <output id="out" name="days" typeRef="number" />
    <rule id="r1"><inputEntry id="i1"><text>"consultation"</text></inputEntry><outputEntry id="o1"><text>1</text></outputEntry></rule>
    <rule id="r2"><inputEntry id="i2"><text>"complaint"</text></inputEntry><outputEntry id="o2"><text>5</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>`;
