const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  targetNamespace="jiesu-bench">`;

/** The type of the job of a user task that is not `zeebe:userTask`. */
export const USER_TASK_TYPE = 'io.camunda.zeebe:userTask';

/**
 * W1: start → job → exclusive gateway → job → user task with a non-interrupting timer of 24 h → job → end.
 * @param native the user task is the engine's own, so that nobody takes it who only does jobs
 */
function w1(id: string, native: boolean): string {
  const job = (type: string): string =>
    `<bpmn:extensionElements><zeebe:taskDefinition type="${id}-${type}" /></bpmn:extensionElements>`;
  return `${HEAD}
  <bpmn:process id="${id}" isExecutable="true">
    <bpmn:startEvent id="Start" />
    <bpmn:sequenceFlow id="ToClassify" sourceRef="Start" targetRef="Classify" />
    <bpmn:serviceTask id="Classify">${job('classify')}</bpmn:serviceTask>
    <bpmn:sequenceFlow id="ToRoute" sourceRef="Classify" targetRef="Route" />
    <bpmn:exclusiveGateway id="Route" default="Small" />
    <bpmn:sequenceFlow id="Large" sourceRef="Route" targetRef="Dispatch">
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=amount &gt; 100</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="Small" sourceRef="Route" targetRef="Unreached" />
    <bpmn:endEvent id="Unreached" />
    <bpmn:serviceTask id="Dispatch">${job('dispatch')}</bpmn:serviceTask>
    <bpmn:sequenceFlow id="ToHandle" sourceRef="Dispatch" targetRef="Handle" />
    <bpmn:userTask id="Handle">${native ? '<bpmn:extensionElements><zeebe:userTask /></bpmn:extensionElements>' : ''}</bpmn:userTask>
    <bpmn:boundaryEvent id="Remind" attachedToRef="Handle" cancelActivity="false">
      <bpmn:timerEventDefinition>
        <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT24H</bpmn:timeDuration>
      </bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="ToReminded" sourceRef="Remind" targetRef="Reminded" />
    <bpmn:endEvent id="Reminded" />
    <bpmn:sequenceFlow id="ToClose" sourceRef="Handle" targetRef="Close" />
    <bpmn:serviceTask id="Close">${job('close')}</bpmn:serviceTask>
    <bpmn:sequenceFlow id="ToEnd" sourceRef="Close" targetRef="End" />
    <bpmn:endEvent id="End" />
  </bpmn:process>
</bpmn:definitions>`;
}

/** W1 with a user task that is done over gRPC, as a job. */
export const W1_MODEL = w1('w1', false);

/** W1 whose instances stay open at a native user task with its timer, for W3. */
export const OPEN_MODEL = w1('w1-open', true);

/** W2: start → timer of 5 s → job, by which a client learns that the timer fired → end. */
export const W2_MODEL = `${HEAD}
  <bpmn:process id="w2" isExecutable="true">
    <bpmn:startEvent id="Start" />
    <bpmn:sequenceFlow id="ToWait" sourceRef="Start" targetRef="Wait" />
    <bpmn:intermediateCatchEvent id="Wait">
      <bpmn:timerEventDefinition>
        <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT5S</bpmn:timeDuration>
      </bpmn:timerEventDefinition>
    </bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="ToFired" sourceRef="Wait" targetRef="Fired" />
    <bpmn:serviceTask id="Fired">
      <bpmn:extensionElements><zeebe:taskDefinition type="w2-fired" /></bpmn:extensionElements>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="ToEnd" sourceRef="Fired" targetRef="End" />
    <bpmn:endEvent id="End" />
  </bpmn:process>
</bpmn:definitions>`;

/** W4: start → message by `id` → job → end. */
export const W4_MODEL = `${HEAD}
  <bpmn:message id="Reply" name="w4-reply">
    <bpmn:extensionElements><zeebe:subscription correlationKey="=id" /></bpmn:extensionElements>
  </bpmn:message>
  <bpmn:process id="w4" isExecutable="true">
    <bpmn:startEvent id="Start" />
    <bpmn:sequenceFlow id="ToWait" sourceRef="Start" targetRef="Wait" />
    <bpmn:intermediateCatchEvent id="Wait"><bpmn:messageEventDefinition messageRef="Reply" /></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="ToCorrelated" sourceRef="Wait" targetRef="Correlated" />
    <bpmn:serviceTask id="Correlated">
      <bpmn:extensionElements><zeebe:taskDefinition type="w4-correlated" /></bpmn:extensionElements>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="ToEnd" sourceRef="Correlated" targetRef="End" />
    <bpmn:endEvent id="End" />
  </bpmn:process>
</bpmn:definitions>`;
