import { describe, expect, it } from '@jest/globals';
import { compileDecisions } from './index.ts';
import type { DecisionGraph } from './index.ts';

const NOW = Date.UTC(2026, 0, 1);

function dmn(elements: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="rules" name="Rules"
  namespace="http://camunda.org/schema/1.0/dmn">${elements}</definitions>`;
}

const literal = (feel: string) => `<literalExpression><text><![CDATA[${feel}]]></text></literalExpression>`;
const entry = (name: string, box: string, type = '') =>
  `<contextEntry>${name === '' ? '' : `<variable name="${name}" ${type} />`}${box}</contextEntry>`;
const context = (...entries: string[]) => `<context>${entries.join('')}</context>`;
const table = (input: string, output: string, ...rules: string[]) => `<decisionTable id="t" hitPolicy="FIRST">
  <input id="i"><inputExpression id="ie"><text>${input}</text></inputExpression></input><output id="o" name="${output}" />
  ${rules
    .map((rule, index) => {
      const [test = '', result = ''] = rule
        .split('->')
        .map((cell) => `<text><![CDATA[${cell.trim()}]]></text>`);
      return `<rule id="r${index}"><inputEntry id="ri${index}">${test}</inputEntry><outputEntry id="ro${index}">${result}</outputEntry></rule>`;
    })
    .join('')}</decisionTable>`;
const parameters = (...names: string[]) => names.map((name) => `<formalParameter name="${name}" />`).join('');
const functionBox = (names: readonly string[], box: string, kind = '') =>
  `<functionDefinition ${kind}>${parameters(...names)}${box}</functionDefinition>`;
const invocation = (name: string, bindings: Readonly<Record<string, string>>) =>
  `<invocation>${literal(name)}${Object.entries(bindings)
    .map(([parameter, feel]) => `<binding><parameter name="${parameter}" />${literal(feel)}</binding>`)
    .join('')}</invocation>`;
const list = (...boxes: string[]) => `<list>${boxes.join('')}</list>`;
const relation = (columns: readonly string[], ...rows: (readonly string[])[]) =>
  `<relation>${columns.map((name) => `<column name="${name}" />`).join('')}${rows
    .map((row) => `<row>${row.map(literal).join('')}</row>`)
    .join('')}</relation>`;
const knowledge = (id: string) =>
  `<knowledgeRequirement><requiredKnowledge href="#${id}" /></knowledgeRequirement>`;
const requires = (id: string) =>
  `<informationRequirement><requiredDecision href="#${id}" /></informationRequirement>`;
const decision = (box: string, { id = 'd', before = '', type = '' } = {}) =>
  `<decision id="${id}" name="Decision ${id}"><variable name="${id}" ${type} />${before}${box}</decision>`;
const model = (id: string, names: readonly string[], box: string, before = '') =>
  `<businessKnowledgeModel id="${id}" name="${id}"><encapsulatedLogic>${parameters(...names)}${box}</encapsulatedLogic>${before}</businessKnowledgeModel>`;

async function compiled(elements: string): Promise<DecisionGraph> {
  const result = await compileDecisions('rules.dmn', dmn(elements));
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.graph;
}

async function evaluate(elements: string, variables: Readonly<Record<string, unknown>> = {}, id = 'd') {
  return (await compiled(elements)).evaluate(id, { get: (name) => variables[name] }, NOW);
}

const SURCHARGE = model('surcharge', ['amount', 'rate'], literal('amount * rate'));

describe('a boxed expression', () => {
  it.each<[string, string, unknown, string]>([
    [
      'a context, whose entries see those before them',
      decision(context(entry('net', literal('price * 2')), entry('total', literal('net + 1')))),
      { net: 20, total: 21 },
      'CONTEXT',
    ],
    [
      'a context with a result',
      decision(context(entry('net', literal('price * 2')), entry('', literal('net + 1')))),
      21,
      'CONTEXT',
    ],
    [
      'a context with a context, whose entries are seen by a path',
      decision(context(entry('a', context(entry('b', literal('price')))), entry('', literal('a.b + 1')))),
      11,
      'CONTEXT',
    ],
    [
      'a context with Chinese names and spaces',
      decision(context(entry('办理 时限', literal('4')), entry('期限', literal('办理 时限 * 2')))),
      { '办理 时限': 4, 期限: 8 },
      'CONTEXT',
    ],
    [
      'a decision table in a context',
      decision(
        context(
          entry('size', table('price', 'size', '> 5 -> "big"', '- -> "small"')),
          entry('', literal('size + "!"')),
        ),
      ),
      'big!',
      'CONTEXT',
    ],
    [
      'a function in a context',
      decision(
        context(
          entry('twice', functionBox(['x'], literal('x * price'))),
          entry('', literal('twice(3) + twice(x: 1)')),
        ),
      ),
      40,
      'CONTEXT',
    ],
    [
      'dates that stay dates between entries',
      decision(
        context(
          entry('start', literal('date("2026-01-31")'), 'typeRef="date"'),
          entry('end', literal('start + duration("P1M")')),
          entry('long', table('end', 'long', '> date("2026-02-01") -> true', '- -> false')),
        ),
      ),
      { start: '2026-01-31', end: '2026-02-28', long: true },
      'CONTEXT',
    ],
    [
      'a list of boxes',
      decision(list(literal('price'), list(literal('1')), context(entry('a', literal('2'))))),
      [10, [1], { a: 2 }],
      'LIST',
    ],
    [
      'a relation',
      decision(relation(['unit', 'days'], ['"water"', '1'], ['"roads"', 'price'])),
      [
        { unit: 'water', days: 1 },
        { unit: 'roads', days: 10 },
      ],
      'RELATION',
    ],
    [
      'an invocation',
      decision(invocation('surcharge', { rate: '0.5', amount: 'price' }), {
        before: knowledge('surcharge'),
      }) + SURCHARGE,
      5,
      'INVOCATION',
    ],
    [
      'a call of a business knowledge model in FEEL',
      decision(literal('surcharge(price, 2) + surcharge(rate: 1, amount: 3)'), {
        before: knowledge('surcharge'),
      }) + SURCHARGE,
      23,
      'LITERAL_EXPRESSION',
    ],
    [
      'a call inside of an iteration',
      decision(literal('for x in [1, 2] return surcharge(x, price)'), { before: knowledge('surcharge') }) +
        SURCHARGE,
      [10, 20],
      'LITERAL_EXPRESSION',
    ],
    [
      'a call in a cell of a table',
      decision(table('surcharge(price, 1)', 'out', 'surcharge(5, 2) -> surcharge(1, 1)'), {
        before: knowledge('surcharge'),
      }) + SURCHARGE,
      1,
      'DECISION_TABLE',
    ],
    [
      'a business knowledge model with a table',
      decision(literal('grade(price)'), { before: knowledge('grade') }) +
        model('grade', ['points'], table('points', 'grade', '>= 10 -> "A"', '- -> "B"')),
      'A',
      'LITERAL_EXPRESSION',
    ],
    [
      'a business knowledge model that calls another',
      decision(literal('outer(price)'), { before: knowledge('outer') }) +
        model(
          'outer',
          ['x'],
          context(entry('half', literal('inner(x)')), entry('', literal('half + 1'))),
          knowledge('inner'),
        ) +
        model('inner', ['x'], literal('x / 2')),
      6,
      'LITERAL_EXPRESSION',
    ],
    [
      'a business knowledge model that calls itself',
      decision(literal('factorial(5)'), { before: knowledge('factorial') }) +
        model(
          'factorial',
          ['n'],
          literal('if n < 2 then 1 else n * factorial(n - 1)'),
          knowledge('factorial'),
        ),
      120,
      'LITERAL_EXPRESSION',
    ],
    [
      'a business knowledge model given to a function',
      decision(literal('sort([1, 3, 2], more)'), { before: knowledge('more') }) +
        model('more', ['x', 'y'], literal('x > y')),
      [3, 2, 1],
      'LITERAL_EXPRESSION',
    ],
  ])('is evaluated: %s', async (_what, elements, output, decisionType) => {
    const outcome = await evaluate(elements, { price: 10 });
    expect(outcome).toMatchObject({ ok: true, output });
    expect(outcome.evaluated).toEqual([
      expect.objectContaining({ decisionId: 'd', decisionName: 'Decision d', decisionType, output }),
    ]);
  });

  it('hands FEEL values to the decisions that require it, and JSON to the client', async () => {
    const outcome = await evaluate(
      decision(literal('start + duration("P1D")'), { before: requires('start') }) +
        decision(literal('date("2026-01-31")'), { id: 'start', type: 'typeRef="date"' }),
    );
    expect(outcome).toMatchObject({ ok: true, output: '2026-02-01' });
    expect(outcome.evaluated).toMatchObject([{ output: '2026-01-31' }, { output: '2026-02-01' }]);
  });

  it.each<[string, string, string]>([
    [
      'in an entry',
      decision(context(entry('a', literal('assert(1, false, "no")')))),
      'the context entry <a>: <assert(1, false, "no")>: no',
    ],
    [
      'by the type of an entry',
      decision(context(entry('a', literal('"x"'), 'typeRef="number"'))),
      'the context entry <a>: "x" is not of the type number',
    ],
    [
      'by the type of a result',
      decision(literal('"x"'), { type: 'typeRef="number"' }),
      '"x" is not of the type number',
    ],
    [
      'by the type of a date',
      decision(literal('"2026-01-01"'), { type: 'typeRef="date"' }),
      '"2026-01-01" is not of the type date',
    ],
    ['in an item', decision(list(literal('1'), literal('assert(1, false, "no")'))), 'item 2 of the list: '],
    [
      'in a cell of a relation',
      decision(relation(['a'], ['assert(1, false, "no")'])),
      'row 1, column <a> of the relation: ',
    ],
    [
      'in a business knowledge model',
      decision(literal('f(1)'), { before: knowledge('f') }) +
        model('f', ['x'], literal('assert(x, x > 1, "too small")')),
      'the business knowledge model <f>: <assert(x, x > 1, "too small")>: too small',
    ],
    [
      'by the type of a parameter',
      decision(invocation('f', { x: '"a"' }), { before: knowledge('f') }) +
        `<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="x" typeRef="number" />${literal('x')}</encapsulatedLogic></businessKnowledgeModel>`,
      'the business knowledge model <f>: the parameter <x>: "a" is not of the type number',
    ],
    [
      'by an endless recursion',
      decision(literal('f(1)'), { before: knowledge('f') }) +
        model('f', ['x'], literal('f(x + 1)'), knowledge('f')),
      'cut off after 200 nested function calls',
    ],
    [
      'by a recursion that branches',
      decision(literal('f(1)'), { before: knowledge('f') }) +
        model('f', ['x'], literal('if x > 60 then 1 else f(x + 1) + f(x + 1)'), knowledge('f')),
      'cut off after 200000 steps',
    ],
    [
      'by work that its decisions share',
      decision(list(...Array.from({ length: 20 }, () => literal('count(for x in 1..50000 return x)')))),
      'cut off after 200000 steps',
    ],
  ])('fails %s with words that say where', async (_what, elements, message) => {
    const outcome = await evaluate(elements);
    expect(outcome).toMatchObject({
      ok: false,
      failedDecisionId: 'd',
      message: expect.stringMatching(/^Expected to evaluate decision 'd', but /),
    });
    expect(outcome).toMatchObject({ message: expect.stringContaining(message) });
  });

  it.each<[string, string, string, string]>([
    ['a context without entries', decision('<context />'), 'd', 'the context has no entry'],
    [
      'a nameless entry that is not the last',
      decision(context(entry('', literal('1')), entry('a', literal('1')))),
      'd',
      'entry 1 of the context needs a name',
    ],
    [
      'two entries of one name',
      decision(context(entry('a', literal('1')), entry('a', literal('1')))),
      'd',
      'the context has another entry <a>',
    ],
    ['an entry without logic', decision(context(entry('a', ''))), 'd', 'the context entry <a> has no logic'],
    ['malformed FEEL in an entry', decision(context(entry('a', literal('1 +')))), 'd', 'malformed FEEL'],
    [
      'a row of the wrong width',
      decision(relation(['a', 'b'], ['1'])),
      'd',
      'row 1 of the relation has 1 cells for 2 columns',
    ],
    [
      'a function as a decision',
      decision(functionBox(['x'], literal('x'))),
      'd',
      'the decision can not be a <dmn:FunctionDefinition>',
    ],
    [
      'a function with a body that is no expression',
      decision(context(entry('f', functionBox(['x'], list(literal('x')))))),
      'd',
      'the body of the function can not be a <dmn:List>',
    ],
    [
      'a function in Java',
      decision(context(entry('f', functionBox(['x'], literal('x'), 'kind="Java"')))),
      'd',
      'functions of the kind <Java> can not be evaluated',
    ],
    ['an invocation of nothing', decision('<invocation />'), 'd', 'the invocation calls nothing'],
    [
      'an invocation of what is not required',
      decision(invocation('surcharge', {})) + SURCHARGE,
      'd',
      'no business knowledge model <surcharge> is required here',
    ],
    [
      'an invocation without a binding',
      decision(invocation('surcharge', { amount: '1' }), { before: knowledge('surcharge') }) + SURCHARGE,
      'd',
      'the parameter <rate> of <surcharge> has no binding',
    ],
    [
      'an invocation with another binding',
      decision(invocation('surcharge', { amount: '1', rate: '1', tax: '1' }), {
        before: knowledge('surcharge'),
      }) + SURCHARGE,
      'd',
      '<surcharge> has no parameter <tax>',
    ],
    [
      'knowledge that does not exist',
      decision(literal('1'), { before: knowledge('nothing') }),
      'd',
      'the required business knowledge model <nothing> does not exist',
    ],
    [
      'a decision service as knowledge',
      `${decision(literal('1'), { before: knowledge('service') })}<decisionService id="service" name="s"><outputDecision href="#d" /></decisionService>`,
      'd',
      'the required business knowledge model <service> does not exist',
    ],
    [
      'knowledge without logic',
      `${decision(literal('1'))}<businessKnowledgeModel id="f" name="f" />`,
      'f',
      'the business knowledge model has no logic',
    ],
    [
      'knowledge that is an invocation',
      decision(literal('1')) + model('f', [], invocation('g', {})),
      'f',
      'the business knowledge model can not be a <dmn:Invocation>',
    ],
    [
      'two parameters of one name',
      decision(literal('1')) + model('f', ['x', 'x'], literal('x')),
      'f',
      'two parameters have one name',
    ],
  ])('is refused with its element: %s', async (_what, elements, elementId, message) => {
    const result = await compileDecisions('rules.dmn', dmn(elements));
    expect('problems' in result ? result.problems : []).toContainEqual({
      resourceName: 'rules.dmn',
      elementId,
      message: expect.stringContaining(message),
    });
  });

  it('is deployed beside a decision service and item definitions, which Zeebe does not look at either', async () => {
    const outcome = await evaluate(
      `<itemDefinition id="kinds" name="kinds"><typeRef>string</typeRef><allowedValues><text>"a"</text></allowedValues></itemDefinition>
       ${decision(literal('"b"'), { type: 'typeRef="kinds"' })}
       <decisionService id="service" name="s"><outputDecision href="#d" /></decisionService>
       <inputData id="order" name="Order"><variable name="order" typeRef="kinds" /></inputData>`,
    );
    expect(outcome).toMatchObject({ ok: true, output: 'b' });
  });
});
