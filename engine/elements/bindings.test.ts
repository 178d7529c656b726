import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  bpmnFile,
  chain,
  element,
  openTestEngine,
  service,
  start,
  userTask,
  type TestEngine,
} from '../testing/index.ts';

type Resource = { readonly name: string; readonly text: string };

const tag = (versionTag?: string): string =>
  versionTag === undefined
    ? ''
    : `<bpmn:extensionElements><zeebe:versionTag value="${versionTag}" /></bpmn:extensionElements>`;

/** A process that makes a job of the type. */
const child = (type: string, versionTag?: string): Resource => ({
  name: 'child.bpmn',
  text: bpmnFile({ id: 'child', elements: tag(versionTag) + start() + service(type) + chain('start', type) }),
});

/** A decision <rule> with a constant answer. */
const rules = (answer: string, versionTag?: string): Resource => ({
  name: 'rules.dmn',
  text: `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="rules" name="Rules" namespace="http://camunda.org/schema/1.0/dmn">
    <decision id="rule" name="Rule">${versionTag === undefined ? '' : `<extensionElements><zeebe:versionTag value="${versionTag}" /></extensionElements>`}
      <variable id="v" name="rule" /><literalExpression id="l"><text>"${answer}"</text></literalExpression></decision></definitions>`,
});

const form = (label: string, versionTag?: string): Resource => ({
  name: 'sign.form',
  text: JSON.stringify({ id: 'sign', label, components: [], ...(versionTag && { versionTag }) }),
});

/** A process of a call activity, a business rule task and a user task, side by side, with one binding for all. */
const caller = (binding: string, id = 'p'): Resource => ({
  name: `${id}.bpmn`,
  text: bpmnFile({
    id,
    elements: [
      start(),
      element('callActivity', 'call', {
        extensions: `<zeebe:calledElement processId="child" ${binding} propagateAllChildVariables="false" propagateAllParentVariables="false" />`,
      }),
      element('businessRuleTask', 'decide', {
        extensions: `<zeebe:calledDecision decisionId="rule" resultVariable="answer" ${binding} />`,
      }),
      service('decided'),
      userTask('task', { extensions: `<zeebe:formDefinition formId="sign" ${binding} />` }),
      '<bpmn:sequenceFlow id="a" sourceRef="start" targetRef="call" />',
      '<bpmn:sequenceFlow id="b" sourceRef="start" targetRef="decide" />',
      '<bpmn:sequenceFlow id="c" sourceRef="start" targetRef="task" />',
      chain('decide', 'decided'),
    ].join(''),
  }),
});

describe('a binding', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  /** Which child, decision and form an instance of the process meets. */
  const met = async (types: readonly string[], processId = 'p'): Promise<unknown> => {
    const instance = await engine.start(processId);
    const called: string[] = [];
    for (const type of types) {
      const jobs = await engine.jobs(type);
      if (jobs.length > 0) called.push(type);
    }
    const decided = await engine.job('decided');
    const element = Number(engine.view(instance, 'task').key);
    const keys = [1, 2, 3, 4, 5, 6].map((offset) => String(element + offset));
    const task = keys.map((key) => engine.core.queries.userTaskForm(key)).find((found) => found);
    const { label } = JSON.parse(task?.schema ?? '{}') as { readonly label?: string };
    return { called, answer: decided.variables['answer'], form: label };
  };

  it('takes the latest version unless told otherwise', async () => {
    await engine.deploy(child('one'), rules('one'), form('one'), caller(''));
    await engine.deploy(child('two'), rules('two'), form('two'));
    expect(await met(['one', 'two'])).toEqual({ called: ['two'], answer: 'two', form: 'two' });
  });

  it('takes the version that was deployed together with the process', async () => {
    await engine.deploy(child('one'), rules('one'), form('one'), caller('bindingType="deployment"'));
    await engine.deploy(child('two'), rules('two'), form('two'));
    expect(await met(['one', 'two'])).toEqual({ called: ['one'], answer: 'one', form: 'one' });
  });

  it('takes the version that was deployed together with the process, though unchanged itself', async () => {
    await engine.deploy(child('one'), rules('one'), form('one'));
    await engine.deploy(child('one'), rules('one'), form('one'), caller('bindingType="deployment"'));
    await engine.deploy(child('two'), rules('two'), form('two'));
    expect(await met(['one', 'two'])).toEqual({ called: ['one'], answer: 'one', form: 'one' });
  });

  it('gives a process a new version when what is bound to its deployment has changed', async () => {
    const bound = caller('bindingType="deployment"');
    const [, , , , first] = await engine.deploy(child('one'), rules('one'), form('one'), bound);
    const same = await engine.deploy(child('one'), rules('one'), form('one'), bound);
    const changed = await engine.deploy(child('two'), rules('one'), form('one'), bound);
    expect(same.at(-1)).toEqual(first);
    expect(changed.at(-1)).toMatchObject({ processId: 'p', version: 2 });
    expect(await met(['one', 'two'])).toEqual({ called: ['two'], answer: 'one', form: 'one' });
  });

  it('takes the last version that was deployed with the tag', async () => {
    await engine.deploy(child('one', 'v1'), rules('one', 'v1'), form('one', 'v1'));
    await engine.deploy(child('again', 'v1'), rules('again', 'v1'), form('again', 'v1'));
    await engine.deploy(child('two', 'v2'), rules('two', 'v2'), form('two', 'v2'));
    await engine.deploy(child('none'), rules('none'), form('none'));
    await engine.deploy(caller('bindingType="versionTag" versionTag="v1"'));
    expect(await met(['one', 'again', 'two', 'none'])).toEqual({
      called: ['again'],
      answer: 'again',
      form: 'again',
    });
  });

  it('raises an incident where no version has the tag', async () => {
    await engine.deploy(child('one'), rules('one'), form('one'));
    await engine.deploy(caller('bindingType="versionTag" versionTag="v1"'));
    const instance = await engine.start();
    const types = engine.core.queries.incidents(instance, 10).map(({ errorType }) => errorType);
    expect(types.sort()).toEqual(['CALLED_DECISION_ERROR', 'CALLED_ELEMENT_ERROR', 'FORM_NOT_FOUND']);
  });

  it('refuses a deployment that lacks what is bound to it, and tells all that is missing', async () => {
    await engine.deploy(child('one'), rules('one'));
    const deployed = engine.deploy(form('one'), caller('bindingType="deployment"'));
    await expect(deployed).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(deployed).rejects.toThrow(
      /<call> the process <child> with the binding deployment.*\n.*<decide> the decision <rule> with the binding deployment/,
    );
  });
});
