import { describe, expect, it } from '@jest/globals';
import { bpmn } from '../bpmn-sample.ts';
import { compileProcesses } from '../index.ts';

type Rest = Parameters<typeof bpmn>[1];

async function problemsOf(elements: string, rest: Rest = {}) {
  const result = await compileProcesses('p.bpmn', bpmn(elements, rest));
  return 'problems' in result ? result.problems : [];
}

const START = '<bpmn:startEvent id="start" />';
const ext = (extensions: string): string => `<bpmn:extensionElements>${extensions}</bpmn:extensionElements>`;
const service = (extensions: string): string =>
  `${START}<bpmn:serviceTask id="x">${ext(extensions)}</bpmn:serviceTask>`;
const user = (extensions: string): string =>
  `${START}<bpmn:userTask id="x">${ext(extensions)}</bpmn:userTask>`;
const flow = (id: string, from: string, to: string): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;
const timer = (kind: string, value: string): string =>
  `<bpmn:timerEventDefinition id="td${kind}"><bpmn:${kind} xsi:type="bpmn:tFormalExpression">${value}</bpmn:${kind}></bpmn:timerEventDefinition>`;
const boundary = (definition: string, attributes = '', id = 'x'): string =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="a" ${attributes}>${definition}</bpmn:boundaryEvent>`;
const onTask = (events: string): string => `${START}<bpmn:task id="a" />${events}`;
const message = (id: string, name = 'name="m"', key = 'correlationKey="=k"'): string =>
  `<bpmn:message id="${id}" ${name}>${ext(`<zeebe:subscription ${key} />`)}</bpmn:message>`;
const waits = (definition: string, id = 'x'): string =>
  `<bpmn:intermediateCatchEvent id="${id}">${definition}</bpmn:intermediateCatchEvent>`;
const receives = (ref: string, id = 'md'): string =>
  `<bpmn:messageEventDefinition id="${id}" messageRef="${ref}" />`;
const multiInstance = (extensions: string, inner = ''): string =>
  `${START}<bpmn:task id="x"><bpmn:multiInstanceLoopCharacteristics>${ext(extensions)}${inner}</bpmn:multiInstanceLoopCharacteristics></bpmn:task>`;

const CASES: readonly [what: string, elements: string, elementId: string, message: string, rest?: Rest][] = [
  // elements
  [
    'a complex gateway',
    `${START}<bpmn:complexGateway id="x" />`,
    'x',
    '<bpmn:ComplexGateway> is not supported',
  ],
  ['a transaction', `${START}<bpmn:transaction id="x" />`, 'x', '<bpmn:Transaction> is not supported'],
  [
    'an inclusive gateway',
    `${START}<bpmn:inclusiveGateway id="x" />`,
    'x',
    'inclusive gateways are not executed by this engine yet',
  ],
  [
    'an ad-hoc subprocess',
    `${START}<bpmn:adHocSubProcess id="x" />`,
    'x',
    'ad-hoc subprocesses are not executed by this engine yet',
  ],
  [
    'a signal end event',
    `${START}<bpmn:endEvent id="x"><bpmn:signalEventDefinition id="s" signalRef="sg" /></bpmn:endEvent>`,
    'x',
    'signal end events are not executed',
    { root: '<bpmn:signal id="sg" name="s" />' },
  ],
  [
    'a signal',
    `${START}${waits('<bpmn:signalEventDefinition id="s" signalRef="sg" />')}`,
    'x',
    'signal catch events are not executed',
    { root: '<bpmn:signal id="sg" name="s" />' },
  ],
  [
    'a conditional event',
    `${START}${waits('<bpmn:conditionalEventDefinition id="c" />')}`,
    'x',
    '<bpmn:ConditionalEventDefinition> is not supported',
  ],
  [
    'a compensation handler',
    `${START}<bpmn:task id="x" isForCompensation="true" />`,
    'x',
    'compensation handlers are not executed',
  ],
  [
    'an execution listener',
    service(
      '<zeebe:taskDefinition type="t" /><zeebe:executionListeners><zeebe:executionListener eventType="start" type="l" /></zeebe:executionListeners>',
    ),
    'x',
    'execution listeners are not executed',
  ],
  [
    'linked resources',
    service('<zeebe:taskDefinition type="t" /><zeebe:linkedResources />'),
    'x',
    '<zeebe:LinkedResources> is not supported',
  ],
  // tasks
  [
    'a service task without a definition',
    `${START}<bpmn:serviceTask id="x" />`,
    'x',
    'the task needs a zeebe:taskDefinition with a type',
  ],
  [
    'a service task without a type',
    service('<zeebe:taskDefinition retries="3" />'),
    'x',
    'the type of zeebe:taskDefinition is missing',
  ],
  [
    'retries in words',
    service('<zeebe:taskDefinition type="t" retries="three" />'),
    'x',
    'the retries of zeebe:taskDefinition must be a number',
  ],
  [
    'malformed FEEL in a type',
    service('<zeebe:taskDefinition type="=a b(" />'),
    'x',
    'the type of zeebe:taskDefinition: malformed FEEL',
  ],
  [
    'malformed FEEL in a mapping',
    service(
      '<zeebe:taskDefinition type="t" /><zeebe:ioMapping><zeebe:input source="=1 +" target="a" /></zeebe:ioMapping>',
    ),
    'x',
    'the source of the input mapping to <a>: malformed FEEL',
  ],
  [
    'a mapping to no name',
    service(
      '<zeebe:taskDefinition type="t" /><zeebe:ioMapping><zeebe:output source="=1" target="a-b" /></zeebe:ioMapping>',
    ),
    'x',
    'the target <a-b> of an output mapping is not a variable name',
  ],
  [
    'a business rule task without a rule',
    `${START}<bpmn:businessRuleTask id="x" />`,
    'x',
    'either a zeebe:calledDecision or a zeebe:taskDefinition',
  ],
  [
    'a called decision without a result',
    `${START}<bpmn:businessRuleTask id="x">${ext('<zeebe:calledDecision decisionId="d" />')}</bpmn:businessRuleTask>`,
    'x',
    'the result variable of zeebe:calledDecision is missing',
  ],
  [
    'a script task without a script',
    `${START}<bpmn:scriptTask id="x" />`,
    'x',
    'either a zeebe:script or a zeebe:taskDefinition',
  ],
  [
    'a script that is no FEEL',
    `${START}<bpmn:scriptTask id="x">${ext('<zeebe:script expression="1" resultVariable="r" />')}</bpmn:scriptTask>`,
    'x',
    'must be a FEEL expression with a leading "="',
  ],
  [
    'a call activity without a process',
    `${START}<bpmn:callActivity id="x" />`,
    'x',
    'the process id of zeebe:calledElement is missing',
  ],
  [
    'an unknown binding',
    `${START}<bpmn:callActivity id="x">${ext('<zeebe:calledElement processId="q" bindingType="newest" />')}</bpmn:callActivity>`,
    'x',
    'the binding type <newest> is not one of',
  ],
  [
    'a version tag binding without a tag',
    `${START}<bpmn:callActivity id="x">${ext('<zeebe:calledElement processId="q" bindingType="versionTag" />')}</bpmn:callActivity>`,
    'x',
    'the binding type versionTag needs a versionTag',
  ],
  [
    'a receive task without a message',
    `${START}<bpmn:receiveTask id="x" />`,
    'x',
    'no message is referenced',
  ],
  // user tasks
  [
    'a priority out of bounds',
    user('<zeebe:userTask /><zeebe:priorityDefinition priority="101" />'),
    'x',
    'a number from 0 to 100',
  ],
  [
    'a form of two kinds',
    user('<zeebe:userTask /><zeebe:formDefinition formId="f" externalReference="g" />'),
    'x',
    'either a formId or an externalReference',
  ],
  [
    'an unknown listener event',
    user(
      '<zeebe:userTask /><zeebe:taskListeners><zeebe:taskListener eventType="opening" type="t" /></zeebe:taskListeners>',
    ),
    'x',
    'a task listener has the event type <opening>',
  ],
  [
    'a listener without a type',
    user(
      '<zeebe:userTask /><zeebe:taskListeners><zeebe:taskListener eventType="creating" /></zeebe:taskListeners>',
    ),
    'x',
    'the type of a task listener is missing',
  ],
  [
    'listeners of a task that is a job',
    user('<zeebe:taskListeners><zeebe:taskListener eventType="creating" type="t" /></zeebe:taskListeners>'),
    'x',
    'task listeners need a native user task',
  ],
  // multi-instance
  [
    'a standard loop',
    `${START}<bpmn:task id="x"><bpmn:standardLoopCharacteristics /></bpmn:task>`,
    'x',
    'a standard loop can not be executed',
  ],
  [
    'a multi-instance of nothing',
    multiInstance(''),
    'x',
    'the multi-instance has no zeebe:loopCharacteristics',
  ],
  [
    'an input collection that is no FEEL',
    multiInstance('<zeebe:loopCharacteristics inputCollection="a,b" />'),
    'x',
    'the input collection of the multi-instance must be a FEEL expression',
  ],
  [
    'half an output',
    multiInstance('<zeebe:loopCharacteristics inputCollection="=a" outputCollection="b" />'),
    'x',
    'both an output collection and an output element',
  ],
  // flows and gateways
  [
    'a choice without a condition',
    `${START}<bpmn:exclusiveGateway id="g" default="f1" /><bpmn:task id="a" />${flow('f1', 'g', 'a')}${flow('f2', 'g', 'a')}`,
    'f2',
    'the flow from the gateway <g> needs a condition, or must be its default flow',
  ],
  [
    'a condition that is no FEEL',
    `${START}<bpmn:exclusiveGateway id="g" /><bpmn:task id="a" /><bpmn:sequenceFlow id="f" sourceRef="g" targetRef="a"><bpmn:conditionExpression>yes</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    'f',
    'must be a FEEL expression',
  ],
  [
    'a default flow with a condition',
    `${START}<bpmn:exclusiveGateway id="g" default="f" /><bpmn:task id="a" /><bpmn:sequenceFlow id="f" sourceRef="g" targetRef="a"><bpmn:conditionExpression>=a</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    'f',
    'the default flow of a gateway must not have a condition',
  ],
  [
    'a condition behind a task',
    `${START}<bpmn:task id="a" /><bpmn:sequenceFlow id="f" sourceRef="start" targetRef="a"><bpmn:conditionExpression>=a</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    'f',
    'only behind an exclusive or inclusive gateway',
  ],
  [
    'a flow to nowhere',
    `${START}${flow('f', 'start', 'gone')}`,
    'f',
    'the sequence flow has no target that can be executed',
  ],
  [
    'a flow into a subprocess',
    `${START}<bpmn:subProcess id="s"><bpmn:startEvent id="ss" /><bpmn:task id="a" /></bpmn:subProcess>${flow('f', 'start', 'a')}`,
    'f',
    'crosses the border of a process or subprocess',
  ],
  [
    'a flow into a start',
    `${START}<bpmn:task id="a" />${flow('f', 'a', 'start')}`,
    'start',
    'a start event must not have incoming flows',
  ],
  [
    'a flow out of an end',
    `${START}<bpmn:task id="a" /><bpmn:endEvent id="x" />${flow('f', 'x', 'a')}`,
    'x',
    'an end event must not have outgoing flows',
  ],
  [
    'an event gateway of one event',
    `${START}<bpmn:eventBasedGateway id="x" />${waits(timer('timeDuration', 'PT1H'), 't')}${flow('f', 'x', 't')}`,
    'x',
    'needs at least two outgoing flows',
  ],
  [
    'an event gateway to a task',
    `${START}<bpmn:eventBasedGateway id="x" />${waits(timer('timeDuration', 'PT1H'), 't')}<bpmn:task id="a" />${flow('f', 'x', 't')}${flow('f2', 'x', 'a')}`,
    'x',
    'must lead to intermediate catch events, <a> is none',
  ],
  [
    'an event gateway to the same message twice',
    `${START}<bpmn:eventBasedGateway id="x" />${waits(receives('m1'), 'a')}${waits(receives('m1', 'md2'), 'b')}${flow('f', 'x', 'a')}${flow('f2', 'x', 'b')}`,
    'b',
    'another event that catches the same message <m>',
    { root: message('m1') },
  ],
  [
    'another way to an event behind an event gateway',
    `${START}<bpmn:eventBasedGateway id="x" />${waits(timer('timeDuration', 'PT1H'), 't')}${waits(receives('m1'), 'n')}${flow('f', 'x', 't')}${flow('f2', 'x', 'n')}${flow('f3', 'start', 't')}`,
    't',
    'must have no other incoming flow',
    { root: message('m1') },
  ],
  // events
  [
    'a timer of two kinds',
    `${START}${waits(`<bpmn:timerEventDefinition id="td"><bpmn:timeDate>2026-01-01T00:00:00Z</bpmn:timeDate><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>`)}`,
    'x',
    'exactly one of time date, time duration and time cycle',
  ],
  [
    'a timer of no kind',
    `${START}${waits('<bpmn:timerEventDefinition id="td" />')}`,
    'x',
    'exactly one of time date, time duration and time cycle',
  ],
  [
    'a timer that is none',
    `${START}${waits(timer('timeDuration', 'an hour'))}`,
    'x',
    '<an hour> is not an ISO 8601 duration',
  ],
  [
    'a cycle in an intermediate event',
    `${START}${waits(timer('timeCycle', 'R/PT1H'))}`,
    'x',
    'a time cycle is not allowed in a timer event at: intermediate catch',
  ],
  [
    'a cycle that interrupts',
    onTask(boundary(timer('timeCycle', 'R/PT1H'))),
    'x',
    'a time cycle is not allowed in a timer event at: interrupting boundary',
  ],
  [
    'a start after a duration',
    `<bpmn:startEvent id="x">${timer('timeDuration', 'PT1H')}</bpmn:startEvent>`,
    'x',
    'a time duration is not allowed in a timer event at: process start',
  ],
  [
    'a start timer that reads variables',
    `<bpmn:startEvent id="x">${timer('timeDate', '=when')}</bpmn:startEvent>`,
    'x',
    'is evaluated at deployment, it can not read <when>',
  ],
  [
    'a message without a name',
    `${START}${waits(receives('m1'))}`,
    'x',
    'the name of the message <m1> is missing',
    { root: message('m1', '') },
  ],
  [
    'a message without a correlation key',
    `${START}${waits(receives('m1'))}`,
    'x',
    'the correlation key of the message <m> is missing',
    { root: message('m1', 'name="m"', '') },
  ],
  [
    'an event of two definitions',
    `${START}${waits(`${timer('timeDuration', 'PT1H')}${receives('m1')}`)}`,
    'x',
    'at most one event definition',
    { root: message('m1') },
  ],
  [
    'a catch of nothing',
    `${START}${waits('')}`,
    'x',
    'an intermediate catch event needs an event definition',
  ],
  [
    'an error in an intermediate event',
    `${START}${waits('<bpmn:errorEventDefinition id="e" />')}`,
    'x',
    '<bpmn:ErrorEventDefinition> is not allowed in an event at: intermediate catch',
  ],
  ['a boundary event of nothing', onTask(boundary('')), 'x', 'a boundary event needs an event definition'],
  [
    'an error that does not interrupt',
    onTask(boundary('<bpmn:errorEventDefinition id="e" />', 'cancelActivity="false"')),
    'x',
    'an event that catches an error must be interrupting',
  ],
  [
    'an error code in FEEL',
    onTask(boundary('<bpmn:errorEventDefinition id="e" errorRef="er" />')),
    'x',
    'the error code of a catch event must be static',
    { root: '<bpmn:error id="er" errorCode="=code" />' },
  ],
  [
    'an error without a code',
    onTask(boundary('<bpmn:errorEventDefinition id="e" errorRef="er" />')),
    'x',
    'the error code of <er> is missing',
    { root: '<bpmn:error id="er" />' },
  ],
  [
    'two catches of an error',
    onTask(
      boundary('<bpmn:errorEventDefinition id="e" errorRef="er" />', '', 'b') +
        boundary('<bpmn:errorEventDefinition id="e2" errorRef="er" />'),
    ),
    'x',
    'another event that catches the same error <E>',
    { root: '<bpmn:error id="er" errorCode="E" />' },
  ],
  [
    'two catches of all errors',
    onTask(
      boundary('<bpmn:errorEventDefinition id="e" />', '', 'b') +
        boundary('<bpmn:errorEventDefinition id="e2" />'),
    ),
    'x',
    'another event that catches the same error of any code',
  ],
  [
    'two catches of a message',
    onTask(boundary(receives('m1'), '', 'b') + boundary(receives('m1', 'md2'))),
    'x',
    'another event that catches the same message <m>',
    { root: message('m1') },
  ],
  [
    'a boundary event on a gateway',
    `${START}<bpmn:exclusiveGateway id="a" />${boundary(timer('timeDuration', 'PT1H'))}`,
    'x',
    'attached to <a>, which is no activity',
  ],
  [
    'a boundary event on nothing',
    `${START}<bpmn:boundaryEvent id="x">${timer('timeDuration', 'PT1H')}</bpmn:boundaryEvent>`,
    'x',
    'is not attached to an activity of its scope',
  ],
  [
    'a flow into a boundary event',
    onTask(boundary(timer('timeDuration', 'PT1H')) + flow('f', 'start', 'x')),
    'x',
    'a boundary event must not have incoming flows',
  ],
  // scopes
  ['a process without a start', '<bpmn:task id="a" />', 'p', 'the process has no start event'],
  [
    'a process with two starts',
    `${START}<bpmn:startEvent id="x" />`,
    'x',
    'the process has another none start event, <start>',
  ],
  [
    'two starts by a message',
    `<bpmn:startEvent id="a">${receives('m1')}</bpmn:startEvent><bpmn:startEvent id="x">${receives('m1', 'md2')}</bpmn:startEvent>`,
    'x',
    'another event that catches the same message <m>',
    { root: message('m1') },
  ],
  [
    'a subprocess without a start',
    `${START}<bpmn:subProcess id="x"><bpmn:task id="a" /></bpmn:subProcess>`,
    'x',
    'a subprocess needs exactly one start event, this has 0',
  ],
  [
    'a subprocess that starts by a timer',
    `${START}<bpmn:subProcess id="s"><bpmn:startEvent id="x">${timer('timeDate', '2026-01-01T00:00:00Z')}</bpmn:startEvent></bpmn:subProcess>`,
    'x',
    'the start event of an embedded subprocess must be a none start event',
  ],
  [
    'an event subprocess without an event',
    `${START}<bpmn:subProcess id="s" triggeredByEvent="true"><bpmn:startEvent id="x" /></bpmn:subProcess>`,
    'x',
    'the start event of an event subprocess must have an event definition',
  ],
  [
    'a flow to an event subprocess',
    `${START}<bpmn:subProcess id="x" triggeredByEvent="true"><bpmn:startEvent id="s">${timer('timeDuration', 'PT1H')}</bpmn:startEvent></bpmn:subProcess>${flow('f', 'start', 'x')}`,
    'x',
    'an event subprocess must not have incoming or outgoing flows',
  ],
  [
    'two event subprocesses for an error',
    `${START}${['a', 'b'].map((id) => `<bpmn:subProcess id="es${id}" triggeredByEvent="true"><bpmn:startEvent id="${id}"><bpmn:errorEventDefinition id="e${id}" /></bpmn:startEvent></bpmn:subProcess>`).join('')}`,
    'b',
    'another event that catches the same error of any code',
  ],
];

describe('a model that can not be executed', () => {
  it.each(CASES)('%s is refused with its element', async (_what, elements, elementId, message, ...[rest]) => {
    expect(await problemsOf(elements, rest)).toContainEqual({
      resourceName: 'p.bpmn',
      elementId,
      message: expect.stringContaining(message),
    });
  });

  it('is told all that is wrong at once', async () => {
    const problems = await problemsOf(
      '<bpmn:serviceTask id="a" /><bpmn:complexGateway id="b" /><bpmn:callActivity id="c" />',
    );
    expect(problems.map((problem) => problem.elementId)).toEqual(['b', 'a', 'c', 'p']);
  });
});

describe('a file that can not be executed', () => {
  const reasons = async (xml: string): Promise<string[]> => {
    const result = await compileProcesses('p.bpmn', xml);
    return 'problems' in result ? result.problems.map((problem) => problem.message) : [];
  };

  it.each([
    [
      'without an executable process',
      bpmn(START, { process: 'id="p"' }),
      'the file has no executable process',
    ],
    [
      'with a document type',
      `<!DOCTYPE a [<!ENTITY b "c">]>${bpmn(START)}`,
      'document type and entity declarations are not allowed',
    ],
    ['nested too deeply', bpmn('<bpmn:subProcess>'.repeat(80)), 'elements are nested deeper'],
    ['that is no XML', 'hello', 'not a BPMN file'],
    ['that is empty', '', 'not a BPMN file'],
    ['that is another XML', '<a/>', 'not a BPMN file'],
    ['with an unclosed element', bpmn('<bpmn:task id="a">'), ''],
    ['with an id twice', bpmn(`${START}<bpmn:task id="start" />`), 'duplicate ID <start>'],
    ['with an element that BPMN does not know', bpmn(`${START}<bpmn:robotTask id="x" />`), 'robotTask'],
    [
      'with a reference to nothing',
      bpmn(`${START}<bpmn:receiveTask id="x" messageRef="gone" />`),
      'unresolved reference <gone>',
    ],
  ])('%s is refused', async (_what, xml, reason) => {
    expect((await reasons(xml)).join('\n')).toContain(reason);
    expect(await reasons(xml)).not.toEqual([]);
  });
});
