import { describe, expect, it } from '@jest/globals';
import { bpmn } from './bpmn-sample.ts';
import { compileProcesses } from './index.ts';

describe('compileProcesses', () => {
  it('compiles the first slice', async () => {
    const result = await compileProcesses(
      'a.bpmn',
      bpmn(`<bpmn:startEvent id="start" />
        <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="work" />
        <bpmn:serviceTask id="work" name="办理"><bpmn:extensionElements><zeebe:taskDefinition type="t" />
          <zeebe:taskHeaders><zeebe:header key="k" value="v" /></zeebe:taskHeaders>
          <zeebe:ioMapping><zeebe:input source="=a" target="b" /><zeebe:output source="=x" target="order.x" /></zeebe:ioMapping>
        </bpmn:extensionElements></bpmn:serviceTask>
        <bpmn:sequenceFlow id="f2" sourceRef="work" targetRef="which" />
        <bpmn:exclusiveGateway id="which" default="f4" />
        <bpmn:sequenceFlow id="f3" sourceRef="which" targetRef="end"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=amount &gt; 5</bpmn:conditionExpression></bpmn:sequenceFlow>
        <bpmn:sequenceFlow id="f4" sourceRef="which" targetRef="person" />
        <bpmn:userTask id="person"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="=[unitGroup]" /></bpmn:extensionElements></bpmn:userTask>
        <bpmn:endEvent id="end" />`),
    );
    if ('problems' in result) throw new Error(JSON.stringify(result.problems));
    const [graph] = result.graphs;
    expect([...(graph?.elements.keys() ?? [])]).toEqual(['p', 'start', 'work', 'which', 'person', 'end']);
    expect(graph?.root.startEvent?.outgoing[0]?.target.job?.type.source).toBe('t');
    expect(graph?.elements.get('which')?.defaultFlow?.id).toBe('f4');
    expect(graph?.flows.get('f3')?.condition?.names).toEqual(['amount']);
  });
});
