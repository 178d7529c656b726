import { describe, expect, it } from '@jest/globals';
import { bpmn } from '../bpmn-sample.ts';
import { compileProcesses } from '../index.ts';
import { ext, multiInstance, problemsOf, service, START, user, waits } from './refusal-sample.ts';
import type { Refusal } from './refusal-sample.ts';

const CASES: readonly Refusal[] = [
  // elements
  [
    'a complex gateway',
    `${START}<bpmn:complexGateway id="x" />`,
    'x',
    '<bpmn:ComplexGateway> is not supported',
  ],
  ['a transaction', `${START}<bpmn:transaction id="x" />`, 'x', '<bpmn:Transaction> is not supported'],
  [
    'a conditional event',
    `${START}${waits('<bpmn:conditionalEventDefinition id="c" />')}`,
    'x',
    '<bpmn:ConditionalEventDefinition> is not supported',
  ],
  [
    'an execution listener twice',
    service(
      '<zeebe:taskDefinition type="t" /><zeebe:executionListeners><zeebe:executionListener eventType="start" type="l" /><zeebe:executionListener eventType="end" type="l" /><zeebe:executionListener eventType="start" type="l" /></zeebe:executionListeners>',
    ),
    'x',
    'two execution listeners for start have the type <l>',
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
