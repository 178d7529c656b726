import { bpmnFile, chain, element, service, start } from '../../testing/index.ts';
import type { Scenario, ScenarioFile, Step } from './scenario.ts';

const NAMESPACE = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

const dmn = (content: string): ScenarioFile => ({
  name: 'rules.dmn',
  text: `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${NAMESPACE}" id="rules" name="Rules" namespace="http://camunda.org/schema/1.0/dmn">${content}</definitions>`,
});

/** A table of one input and one number: rule by rule, [condition, output]. */
function table(hitPolicy: string, rules: readonly (readonly [string, string])[], values = ''): ScenarioFile {
  const [policy = '', aggregation] = /^COLLECT /.test(hitPolicy) ? hitPolicy.split(' ') : [hitPolicy];
  const written = rules.map(
    ([condition, output], at) =>
      `<rule id="r${at}"><inputEntry id="i${at}"><text>${condition.replace('<', '&lt;').replace('>', '&gt;')}</text></inputEntry><outputEntry id="o${at}"><text>${output}</text></outputEntry></rule>`,
  );
  return dmn(`<decision id="d" name="Days"><decisionTable id="t" hitPolicy="${policy}" ${aggregation === undefined ? '' : `aggregation="${aggregation}"`}>
    <input id="in"><inputExpression id="ie" typeRef="number"><text>n</text></inputExpression></input>
    <output id="out" name="days" typeRef="number">${values}</output>${written.join('')}</decisionTable></decision>`);
}

const OVERLAPPING = [
  ['> 0', '3'],
  ['> 5', '1'],
  ['> 100', '9'],
] as const;
const RANKED = '<outputValues id="ov"><text>9,1,3</text></outputValues>';

const decided = (
  row: string,
  file: ScenarioFile,
  output: unknown,
  variables: object = { n: 7 },
): Scenario => ({
  row,
  files: [file],
  steps: [{ decide: 'd', variables: { ...variables }, output }],
});

/** What each hit policy answers where the rules 3 and 1 match. */
const HITS: Readonly<Record<string, unknown>> = {
  FIRST: 3,
  PRIORITY: 1,
  'OUTPUT ORDER': [1, 3],
  'RULE ORDER': [3, 1],
  COLLECT: [3, 1],
  'COLLECT SUM': 4,
  'COLLECT MIN': 1,
  'COLLECT MAX': 3,
  'COLLECT COUNT': 2,
};

const literal = (text: string): string => `<literalExpression><text>${text}</text></literalExpression>`;
const KNOWLEDGE = `<businessKnowledgeModel id="double" name="double"><variable id="dv" name="double" /><encapsulatedLogic><formalParameter name="x" />${literal('x * 2')}</encapsulatedLogic></businessKnowledgeModel>`;
const KNOWS = '<knowledgeRequirement id="kr"><requiredKnowledge href="#double" /></knowledgeRequirement>';

/** Logic other than tables and expressions, and what it answers for the number 7. */
const BOXED: Readonly<Record<string, readonly [logic: string, output: unknown]>> = {
  Context: [
    `<context><contextEntry><variable name="next" />${literal('n + 1')}</contextEntry><contextEntry>${literal('next * 2')}</contextEntry></context>`,
    16,
  ],
  Invocation: [
    `<invocation>${literal('double')}<binding><parameter name="x" />${literal('n')}</binding></invocation>`,
    14,
  ],
  List: [`<list>${literal('n')}${literal('n + 1')}</list>`, [7, 8]],
  Relation: [`<relation><column name="a" /><row>${literal('n')}</row></relation>`, [{ a: 7 }]],
  FunctionDefinition: [
    `<context><contextEntry><variable name="next" /><functionDefinition><formalParameter name="x" />${literal('x + 1')}</functionDefinition></contextEntry><contextEntry>${literal('next(n)')}</contextEntry></context>`,
    8,
  ],
};

/** The three references of a binding, met with version one or two of what they refer to. */
const rule = (answer: string, versionTag = ''): ScenarioFile => ({
  name: 'rule.dmn',
  text: `<definitions xmlns="${NAMESPACE}" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="rule_drg" name="Rule" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="rule" name="Rule">${versionTag === '' ? '' : `<extensionElements><zeebe:versionTag value="${versionTag}" /></extensionElements>`}<variable id="v" name="rule" /><literalExpression id="l"><text>"${answer}"</text></literalExpression></decision></definitions>`,
});
const child = (type: string, versionTag = ''): ScenarioFile => ({
  name: 'child.bpmn',
  text: bpmnFile({
    id: 'child',
    elements:
      (versionTag === ''
        ? ''
        : `<bpmn:extensionElements><zeebe:versionTag value="${versionTag}" /></bpmn:extensionElements>`) +
      start() +
      service(type) +
      chain('start', type),
  }),
});

const calling = (x: string): ScenarioFile => ({
  name: 'p.bpmn',
  text: bpmnFile({ elements: start() + x + service('after') + chain('start', 'x', 'after') }),
});
const call = (binding: string): ScenarioFile =>
  calling(
    element('callActivity', 'x', {
      extensions: `<zeebe:calledElement processId="child" ${binding} propagateAllChildVariables="true" propagateAllParentVariables="true" />`,
    }),
  );
const decide = (binding: string): ScenarioFile =>
  calling(
    element('businessRuleTask', 'x', {
      extensions: `<zeebe:calledDecision decisionId="rule" resultVariable="answer" ${binding} />`,
    }),
  );

const BINDINGS = [
  ['latest', 'bindingType="latest"', 'two'],
  ['deployment', 'bindingType="deployment"', 'one'],
  ['versionTag', 'bindingType="versionTag" versionTag="v1"', 'one'],
] as const;

const bindings: readonly Scenario[] = BINDINGS.flatMap(([name, binding, expected]): Scenario[] => {
  const tag = name === 'versionTag' ? 'v1' : '';
  const done: readonly Step[] = [{ ended: true }];
  return [
    {
      row: `called process, binding ${name}`,
      files: [child('one', tag), call(binding)],
      steps: [{ deploy: [child('two')] }, { start: {} }, { work: expected }, { work: 'after' }, ...done],
    },
    {
      row: `called decision, binding ${name}`,
      files: [rule('one', tag), decide(binding)],
      steps: [
        { deploy: [rule('two')] },
        { start: {} },
        { work: 'after', expect: { answer: expected } },
        ...done,
      ],
    },
  ];
});

export const decisions: readonly Scenario[] = [
  decided(
    'decision table, UNIQUE',
    table('UNIQUE', [
      ['> 100', '9'],
      ['[0..100]', '3'],
    ]),
    3,
  ),
  decided(
    'decision table, ANY',
    table('ANY', [
      ['> 0', '3'],
      ['> 5', '3'],
    ]),
    3,
  ),
  ...Object.entries(HITS).map(([policy, output]) =>
    decided(
      `decision table, ${policy}`,
      table(policy, OVERLAPPING, ['PRIORITY', 'OUTPUT ORDER'].includes(policy) ? RANKED : ''),
      output,
    ),
  ),
  decided(
    'decision logic, LiteralExpression',
    dmn(
      '<decision id="d" name="D"><literalExpression id="l"><text>n * 2</text></literalExpression></decision>',
    ),
    14,
  ),
  decided('decision logic, DecisionTable', table('FIRST', OVERLAPPING), 3),
  ...Object.entries(BOXED).map(([type, [logic, output]]) =>
    decided(
      `decision logic, ${type}`,
      dmn(`${KNOWLEDGE}<decision id="d" name="D">${KNOWS}${logic}</decision>`),
      output,
    ),
  ),
  decided(
    'required decision',
    dmn(`<decision id="base" name="Base"><variable id="bv" name="base" /><literalExpression id="bl"><text>n + 1</text></literalExpression></decision>
    <decision id="d" name="D"><informationRequirement id="ir"><requiredDecision href="#base" /></informationRequirement><literalExpression id="l"><text>base * 2</text></literalExpression></decision>`),
    16,
  ),
  ...bindings,
];
