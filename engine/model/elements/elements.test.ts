import { describe, expect, it } from '@jest/globals';
import { bpmn } from '../bpmn-sample.ts';
import type { ElementNode, ProcessGraph } from '../graph.ts';
import { compileProcesses } from '../index.ts';

async function compiled(elements: string, rest: Parameters<typeof bpmn>[1] = {}): Promise<ProcessGraph> {
  const result = await compileProcesses('p.bpmn', bpmn(`<bpmn:startEvent id="start" />${elements}`, rest));
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  const [graph] = result.graphs;
  if (graph === undefined) throw new Error('no graph');
  return graph;
}

async function element(source: string, rest: Parameters<typeof bpmn>[1] = {}): Promise<ElementNode> {
  const node = (await compiled(source, rest)).elements.get('x');
  if (node === undefined) throw new Error('no element x');
  return node;
}

const ext = (extensions: string): string => `<bpmn:extensionElements>${extensions}</bpmn:extensionElements>`;
const source = (text: string) => expect.objectContaining({ source: text });

const MESSAGE = `<bpmn:message id="m" name="deadline-changed">${ext('<zeebe:subscription correlationKey="=orderId" />')}</bpmn:message>`;

describe('tasks', () => {
  it('a service task asks for a job', async () => {
    const node = await element(
      `<bpmn:serviceTask id="x" name="分类">${ext(
        `<zeebe:taskDefinition type="hotline.classify" retries="=tries" />
         <zeebe:taskHeaders><zeebe:header key="mode" value="rearm" /><zeebe:header key="empty" /></zeebe:taskHeaders>`,
      )}</bpmn:serviceTask>`,
    );
    expect(node).toMatchObject({
      type: 'SERVICE_TASK',
      name: '分类',
      scope: expect.objectContaining({ id: 'p' }),
    });
    expect(node.job).toEqual({
      type: source('hotline.classify'),
      retries: source('=tries'),
      headers: { mode: 'rearm', empty: '' },
    });
  });

  it('has three retries by default, and mappings in order', async () => {
    const node = await element(
      `<bpmn:sendTask id="x">${ext(
        `<zeebe:taskDefinition type="t" /><zeebe:ioMapping>
           <zeebe:input source="=a" target="b" /><zeebe:input source="text" target="c.d" /><zeebe:output source="=r" target="单.号" />
         </zeebe:ioMapping>`,
      )}</bpmn:sendTask>`,
    );
    expect(node).toMatchObject({ type: 'SEND_TASK', job: { retries: { source: '3' } } });
    expect(node.inputs).toEqual([
      { source: source('=a'), target: ['b'] },
      { source: source('text'), target: ['c', 'd'] },
    ]);
    expect(node.outputs).toEqual([{ source: source('=r'), target: ['单', '号'] }]);
  });

  it.each([
    ['bpmn:task', 'TASK'],
    ['bpmn:manualTask', 'MANUAL_TASK'],
  ])('a %s is passed through', async (tag, type) => {
    const node = await element(`<${tag} id="x" />`);
    expect(node).toMatchObject({ type });
    expect(node.job).toBeUndefined();
  });

  it('a receive task waits for a message', async () => {
    const node = await element('<bpmn:receiveTask id="x" messageRef="m" />', { root: MESSAGE });
    expect(node.event).toEqual({
      kind: 'message',
      messageName: source('deadline-changed'),
      correlationKey: source('=orderId'),
    });
  });

  it('a business rule task calls a decision', async () => {
    const node = await element(
      `<bpmn:businessRuleTask id="x">${ext('<zeebe:calledDecision decisionId="routing" resultVariable="route" bindingType="deployment" />')}</bpmn:businessRuleTask>`,
    );
    expect(node.calledDecision).toEqual({
      decisionId: source('routing'),
      resultVariable: 'route',
      binding: { type: 'deployment' },
    });
  });

  it.each(['businessRuleTask', 'scriptTask'])('a %s may ask for a job', async (tag) => {
    const node = await element(
      `<bpmn:${tag} id="x">${ext('<zeebe:taskDefinition type="t" />')}</bpmn:${tag}>`,
    );
    expect(node.job?.type.source).toBe('t');
  });

  it('a script task evaluates FEEL', async () => {
    const node = await element(
      `<bpmn:scriptTask id="x">${ext('<zeebe:script expression="=a + 1" resultVariable="b" />')}</bpmn:scriptTask>`,
    );
    expect(node.script).toEqual({ expression: source('=a + 1'), resultVariable: 'b' });
  });

  it('a call activity names its process', async () => {
    const node = await element(
      `<bpmn:callActivity id="x">${ext('<zeebe:calledElement processId="=which" propagateAllChildVariables="false" bindingType="versionTag" versionTag="v2" />')}</bpmn:callActivity>`,
    );
    expect(node.calledElement).toEqual({
      processId: source('=which'),
      binding: { type: 'versionTag', versionTag: 'v2' },
      propagateAllChildVariables: false,
      propagateAllParentVariables: true,
    });
  });
});

describe('user tasks', () => {
  it('are native with zeebe:userTask', async () => {
    const node = await element(
      `<bpmn:userTask id="x">${ext(
        `<zeebe:userTask /><zeebe:assignmentDefinition assignee="=who" candidateGroups="a,b" candidateUsers="=[u]" />
         <zeebe:taskSchedule dueDate="=deadline.dueAt" followUpDate="2026-01-01T00:00:00Z" /><zeebe:priorityDefinition priority="80" />
         <zeebe:formDefinition formId="sign-order" bindingType="deployment" />
         <zeebe:taskHeaders><zeebe:header key="titleEn" value="Sign" /></zeebe:taskHeaders>
         <zeebe:taskListeners>
           <zeebe:taskListener eventType="creating" type="hotline.task" />
           <zeebe:taskListener eventType="completing" type="hotline.task" retries="5" />
         </zeebe:taskListeners>`,
      )}</bpmn:userTask>`,
    );
    expect(node.job).toBeUndefined();
    expect(node.userTask).toEqual({
      assignee: source('=who'),
      candidateGroups: source('a,b'),
      candidateUsers: source('=[u]'),
      dueDate: source('=deadline.dueAt'),
      followUpDate: source('2026-01-01T00:00:00Z'),
      priority: source('80'),
      form: { kind: 'id', formId: source('sign-order'), binding: { type: 'deployment' } },
      headers: { titleEn: 'Sign' },
      listeners: [
        { event: 'creating', job: { type: source('hotline.task'), retries: source('3'), headers: {} } },
        { event: 'completing', job: { type: source('hotline.task'), retries: source('5'), headers: {} } },
      ],
    });
  });

  it('may have an external form, and nothing else', async () => {
    const node = await element(
      `<bpmn:userTask id="x">${ext('<zeebe:userTask /><zeebe:formDefinition externalReference="=url" />')}</bpmn:userTask>`,
    );
    expect(node.userTask).toEqual({
      form: { kind: 'external', reference: source('=url') },
      headers: {},
      listeners: [],
    });
  });

  it('are jobs without zeebe:userTask', async () => {
    const node = await element(
      `<bpmn:userTask id="x">${ext('<zeebe:assignmentDefinition candidateGroups="a" /><zeebe:formDefinition formKey="f" />')}</bpmn:userTask>`,
    );
    expect(node.userTask).toBeUndefined();
    expect(node.job).toEqual({
      type: source('io.camunda.zeebe:userTask'),
      retries: source('3'),
      headers: { 'io.camunda.zeebe:candidateGroups': 'a', 'io.camunda.zeebe:formKey': 'f' },
    });
  });
});

describe('multi-instance', () => {
  it('is read from its loop characteristics', async () => {
    const node = await element(
      `<bpmn:serviceTask id="x">${ext('<zeebe:taskDefinition type="t" />')}<bpmn:multiInstanceLoopCharacteristics isSequential="true">${ext(
        '<zeebe:loopCharacteristics inputCollection="=units" inputElement="unit" outputCollection="replies" outputElement="=reply" />',
      )}<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">= numberOfCompletedInstances &gt;= 2</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>`,
    );
    expect(node.multiInstance).toEqual({
      sequential: true,
      inputCollection: source('=units'),
      inputElement: 'unit',
      outputVariable: 'reply',
      outputCollection: 'replies',
      outputElement: source('=reply'),
      completionCondition: source('= numberOfCompletedInstances >= 2'),
    });
  });
});

describe('events', () => {
  const timer = (kind: string, value: string) =>
    `<bpmn:timerEventDefinition id="td"><bpmn:${kind} xsi:type="bpmn:tFormalExpression">${value}</bpmn:${kind}></bpmn:timerEventDefinition>`;

  it('an intermediate timer waits', async () => {
    const node = await element(
      `<bpmn:intermediateCatchEvent id="x">${timer('timeDate', '=deadline.nextAt')}</bpmn:intermediateCatchEvent>`,
    );
    expect(node.event).toEqual({ kind: 'timer', timer: { type: 'date', value: source('=deadline.nextAt') } });
  });

  it('an intermediate message waits', async () => {
    const node = await element(
      '<bpmn:intermediateCatchEvent id="x"><bpmn:messageEventDefinition id="md" messageRef="m" /></bpmn:intermediateCatchEvent>',
      {
        root: MESSAGE,
      },
    );
    expect(node).toMatchObject({ type: 'INTERMEDIATE_CATCH_EVENT', event: { kind: 'message' } });
  });

  it('boundary events hang on their activity', async () => {
    const graph = await compiled(
      `<bpmn:task id="a" /><bpmn:boundaryEvent id="b1" attachedToRef="a" cancelActivity="false">${timer('timeCycle', 'R3/PT1H')}</bpmn:boundaryEvent>
       <bpmn:boundaryEvent id="b2" attachedToRef="a"><bpmn:errorEventDefinition id="ed" errorRef="err" /></bpmn:boundaryEvent>
       <bpmn:boundaryEvent id="b3" attachedToRef="a"><bpmn:errorEventDefinition id="ed2" /></bpmn:boundaryEvent>
       <bpmn:boundaryEvent id="b4" attachedToRef="a"><bpmn:messageEventDefinition id="md" messageRef="m" /></bpmn:boundaryEvent>`,
      { root: `<bpmn:error id="err" errorCode="ORDER_ALREADY_RUNNING" />${MESSAGE}` },
    );
    const activity = graph.elements.get('a');
    expect(activity?.boundaryEvents.map((node) => [node.id, node.interrupting, node.event?.kind])).toEqual([
      ['b1', false, 'timer'],
      ['b2', true, 'error'],
      ['b3', true, 'error'],
      ['b4', true, 'message'],
    ]);
    expect(graph.elements.get('b1')?.attachedTo).toBe(activity);
    expect(graph.elements.get('b2')?.event).toEqual({
      kind: 'error',
      errorCode: source('ORDER_ALREADY_RUNNING'),
    });
    expect(graph.elements.get('b3')?.event).toEqual({ kind: 'error' });
    expect(graph.root.children.map((node) => node.id)).toEqual(['start', 'a', 'b1', 'b2', 'b3', 'b4']);
  });

  it('an end may terminate its scope', async () => {
    const node = await element(
      '<bpmn:endEvent id="x"><bpmn:terminateEventDefinition id="td" /></bpmn:endEvent>',
    );
    expect(node).toMatchObject({ type: 'END_EVENT', event: { kind: 'terminate' } });
  });

  it('of a start are told apart', async () => {
    const graph = await compiled(
      `<bpmn:startEvent id="daily">${timer('timeCycle', 'R/PT24H')}</bpmn:startEvent>
       <bpmn:startEvent id="received"><bpmn:messageEventDefinition id="md" messageRef="m2" /></bpmn:startEvent>`,
      { root: '<bpmn:message id="m2" name="order-received" />' },
    );
    expect(graph.root.startEvent?.id).toBe('start');
    expect(graph.startTriggers.map((node) => node.id)).toEqual(['daily', 'received']);
    expect(graph.elements.get('received')?.event).toEqual({
      kind: 'message',
      messageName: source('order-received'),
    });
  });
});

describe('gateways and flows', () => {
  it('are linked both ways', async () => {
    const graph = await compiled(
      `<bpmn:sequenceFlow id="f0" sourceRef="start" targetRef="x" /><bpmn:exclusiveGateway id="x" default="f2" /><bpmn:parallelGateway id="join" />
       <bpmn:sequenceFlow id="f1" name="big" sourceRef="x" targetRef="join"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=amount &gt; 5</bpmn:conditionExpression></bpmn:sequenceFlow>
       <bpmn:sequenceFlow id="f2" sourceRef="x" targetRef="join" />`,
    );
    const gateway = graph.elements.get('x');
    expect(gateway?.incoming[0]?.source).toBe(graph.root.startEvent);
    expect(gateway?.outgoing.map((flow) => [flow.id, flow.name, flow.condition?.source])).toEqual([
      ['f1', 'big', '=amount > 5'],
      ['f2', '', undefined],
    ]);
    expect(gateway?.defaultFlow).toBe(graph.flows.get('f2'));
    expect(graph.elements.get('join')).toMatchObject({
      type: 'PARALLEL_GATEWAY',
      incoming: [{ id: 'f1' }, { id: 'f2' }],
    });
  });

  it('an event-based gateway leads to catch events', async () => {
    const node = await element(
      `<bpmn:eventBasedGateway id="x" /><bpmn:sequenceFlow id="f1" sourceRef="x" targetRef="t" /><bpmn:sequenceFlow id="f2" sourceRef="x" targetRef="n" />
       <bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition id="td"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
       <bpmn:intermediateCatchEvent id="n"><bpmn:messageEventDefinition id="md" messageRef="m" /></bpmn:intermediateCatchEvent>`,
      { root: MESSAGE },
    );
    expect(node.outgoing.map((flow) => flow.target.event?.kind)).toEqual(['timer', 'message']);
  });
});

describe('subprocesses', () => {
  it('hold their elements and know where to begin', async () => {
    const graph = await compiled(
      `<bpmn:subProcess id="x"><bpmn:startEvent id="s" /><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e" /><bpmn:endEvent id="e" />
         <bpmn:subProcess id="late" triggeredByEvent="true"><bpmn:startEvent id="ls" isInterrupting="false">
           <bpmn:messageEventDefinition id="md" messageRef="m" /></bpmn:startEvent></bpmn:subProcess></bpmn:subProcess>`,
      { root: MESSAGE },
    );
    const subprocess = graph.elements.get('x');
    expect(subprocess).toMatchObject({
      type: 'SUB_PROCESS',
      startEvent: { id: 's' },
      eventSubprocesses: [{ id: 'late' }],
    });
    expect(subprocess?.children.map((node) => node.id)).toEqual(['s', 'e', 'late']);
    expect(graph.elements.get('late')).toMatchObject({
      type: 'EVENT_SUB_PROCESS',
      scope: { id: 'x' },
      startEvent: { id: 'ls', interrupting: false, event: { kind: 'message' } },
    });
    expect(graph.flows.get('f')?.source.scope).toBe(subprocess);
  });
});

describe('a process', () => {
  it('has a name, a version tag, and what is bound to its deployment', async () => {
    const graph = await compiled(
      `<bpmn:callActivity id="c">${ext('<zeebe:calledElement processId="child" bindingType="deployment" />')}</bpmn:callActivity>
         <bpmn:userTask id="u">${ext('<zeebe:userTask /><zeebe:formDefinition formId="f" bindingType="deployment" />')}</bpmn:userTask>
         <bpmn:businessRuleTask id="r">${ext('<zeebe:calledDecision decisionId="d" resultVariable="v" />')}</bpmn:businessRuleTask>`,
      {
        process: 'id="order" name="工单" isExecutable="true"',
        extensions: '<zeebe:versionTag value="v7" />',
      },
    );
    expect(graph).toMatchObject({
      processId: 'order',
      name: '工单',
      versionTag: 'v7',
      deploymentBindings: [
        { elementId: 'c', kind: 'process', id: { source: 'child' } },
        { elementId: 'u', kind: 'form', id: { source: 'f' } },
      ],
    });
    expect(graph.elements.get('order')).toBe(graph.root);
  });

  it('ignores what is only drawn', async () => {
    const graph = await compiled(
      `<bpmn:laneSet id="ls"><bpmn:lane id="l1" name="受理"><bpmn:flowNodeRef>start</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
       <bpmn:dataObjectReference id="dor" dataObjectRef="do" /><bpmn:dataObject id="do" /><bpmn:dataStoreReference id="dsr" />
       <bpmn:group id="g" /><bpmn:textAnnotation id="ta"><bpmn:text>note</bpmn:text></bpmn:textAnnotation>
       <bpmn:association id="as" sourceRef="start" targetRef="ta" />`,
    );
    expect([...graph.elements.keys()]).toEqual(['p', 'start']);
  });

  it('is one of several in a file, of which some are not executed', async () => {
    const xml = bpmn('<bpmn:startEvent id="s1" />').replace(
      '</bpmn:definitions>',
      `<bpmn:process id="q" isExecutable="true"><bpmn:startEvent id="s2" /></bpmn:process>
       <bpmn:process id="sketch"><bpmn:complexGateway id="cg" /></bpmn:process></bpmn:definitions>`,
    );
    const result = await compileProcesses('p.bpmn', xml);
    expect('graphs' in result && result.graphs.map((graph) => graph.processId)).toEqual(['p', 'q']);
  });
});
