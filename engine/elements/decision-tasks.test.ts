import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  bpmnFile,
  chain,
  element,
  openTestEngine,
  service,
  start,
  type TestEngine,
} from '../testing/index.ts';

const RULES = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="rules" name="Rules" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="route" name="Route">
    <decisionTable id="table" hitPolicy="FIRST">
      <input id="in" label="urgency"><inputExpression id="ie" typeRef="string"><text>urgency</text></inputExpression></input>
      <output id="out" name="path" typeRef="string" />
      <rule id="r1"><inputEntry id="i1"><text>"high"</text></inputEntry><outputEntry id="o1"><text>"emergency"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="i2"><text></text></inputEntry><outputEntry id="o2"><text>"normal"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`;

/** A decision that requires another one, whose rate is the version of the file. */
const PRICES = (rate: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="prices" name="Prices" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="price" name="Price">
    <informationRequirement id="needs"><requiredDecision href="#rate" /></informationRequirement>
    <literalExpression id="le1"><text>amount * rate</text></literalExpression>
  </decision>
  <decision id="rate" name="Rate"><literalExpression id="le2"><text>${rate}</text></literalExpression></decision>
</definitions>`;

const taskFile = (type: string, extensions: string): string =>
  bpmnFile({
    elements:
      start() + element(type, 'task', { extensions }) + service('after') + chain('start', 'task', 'after'),
  });

describe('tasks that the engine carries out itself', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  it('evaluates a decision into the result variable', async () => {
    await engine.deploy(
      taskFile('businessRuleTask', '<zeebe:calledDecision decisionId="route" resultVariable="path" />'),
      {
        name: 'rules.dmn',
        text: RULES,
      },
    );
    await engine.start('p', { urgency: 'high' });
    expect((await engine.job('after')).variables).toEqual({ urgency: 'high', path: 'emergency' });
  });

  it('raises an incident for a decision that is not deployed', async () => {
    await engine.deploy(
      taskFile('businessRuleTask', '<zeebe:calledDecision decisionId="route" resultVariable="path" />'),
    );
    const instance = await engine.start('p', { urgency: 'low' });
    const incident = engine.incident();
    expect(incident).toMatchObject({ errorType: 'CALLED_DECISION_ERROR', elementId: 'task' });
    await engine.deploy({ name: 'rules.dmn', text: RULES });
    await engine.core.submit('resolveIncident', { key: incident.key });
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('evaluates a decision for a client, also after a restart', async () => {
    await engine.deploy({ name: 'rules.dmn', text: RULES });
    await engine.reopen();
    const answer = await engine.core.submit('evaluateDecision', {
      decision: { decisionId: 'route' },
      variables: { urgency: 'x' },
    });
    expect(answer).toMatchObject({
      decision: { decisionId: 'route', version: 1, drgId: 'rules' },
      outcome: {
        ok: true,
        output: 'normal',
        evaluated: [{ decisionId: 'route', matchedRules: [{ ruleIndex: 2 }] }],
      },
    });
    const unknown = engine.core.submit('evaluateDecision', {
      decision: { decisionId: 'nothing' },
      variables: {},
    });
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('tells key and version of required decisions too, of the version that was evaluated', async () => {
    await engine.deploy({ name: 'prices.dmn', text: PRICES('2') });
    const first = await engine.core.submit('evaluateDecision', {
      decision: { decisionId: 'price' },
      variables: { amount: 4 },
    });
    await engine.deploy({ name: 'prices.dmn', text: PRICES('3') });
    const second = await engine.core.submit('evaluateDecision', {
      decision: { decisionKey: first.decision.key },
      variables: { amount: 4 },
    });
    const evaluated = [
      { decisionId: 'rate', decisionName: 'Rate', output: 2, definition: { version: 1 } },
      {
        decisionId: 'price',
        decisionName: 'Price',
        output: 8,
        definition: { version: 1, key: first.decision.key },
      },
    ];
    expect(first.outcome.evaluated).toMatchObject(evaluated);
    expect(second.outcome.evaluated).toMatchObject(evaluated);
  });

  it('raises an incident for a decision that fails, with the decision and the reason', async () => {
    await engine.deploy(
      taskFile('businessRuleTask', '<zeebe:calledDecision decisionId="price" resultVariable="path" />'),
      { name: 'prices.dmn', text: PRICES('assert(base, base != null, "no base")') },
    );
    await engine.start('p', { amount: 1 });
    expect(engine.incident()).toMatchObject({
      errorType: 'DECISION_EVALUATION_ERROR',
      errorMessage:
        "Expected to evaluate decision 'price', but in the required decision 'rate' <assert(base, base != null, \"no base\")>: no base",
    });
  });

  it("evaluates a script into the result variable, by the engine's clock", async () => {
    await engine.deploy(taskFile('scriptTask', '<zeebe:script expression="=a + 1" resultVariable="b" />'));
    await engine.start('p', { a: 1 });
    expect((await engine.job('after')).variables).toEqual({ a: 1, b: 2 });
  });

  it('leaves both to a job worker where the model says so', async () => {
    await engine.deploy(taskFile('scriptTask', '<zeebe:taskDefinition type="run" />'));
    const instance = await engine.start();
    await engine.work('run', { b: 1 });
    expect(engine.elements(instance)).toEqual(['after']);
  });
});
