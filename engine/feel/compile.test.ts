import { describe, expect, it } from '@jest/globals';
import { compileExpression, compileUnaryTests, SYNTAX_LIMITS } from './index.ts';
import type { VariableContext } from './index.ts';

const NOW = Date.UTC(2026, 1, 27, 16, 30);

const VARIABLES: Readonly<Record<string, unknown>> = {
  orderId: 'A-1',
  amount: 7,
  none: null,
  flag: true,
  a: { b: { c: 42, list: [1, 2, 3] }, 'x-y': 1 },
  items: [
    { name: 'x', price: 10 },
    { name: 'y', price: 20 },
    { name: 'z', price: 30 },
  ],
  numbers: [3, 1, 2],
  'two words': 'ok',
  'my-var': 5,
  工单: { 编号: 'W1' },
  when: '2026-01-01T00:00:00Z',
  count: 9,
};

const context: VariableContext = { get: (name) => VARIABLES[name] };

function valueOf(feel: string): unknown {
  const outcome = compileExpression(`=${feel}`).evaluate(context, NOW);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

describe('the value of FEEL', () => {
  it.each<[string, unknown]>([
    // literals
    ['1', 1],
    ['-1.5', -1.5],
    ['.5', 0.5],
    ['1e3', 1000],
    ['"x"', 'x'],
    ['"a\\"b\\n\\u4e2d"', 'a"b\n中'],
    ['true', true],
    ['null', null],
    ['[1, "a", null]', [1, 'a', null]],
    ['[]', []],
    ['{}', {}],
    ['{a: 1, "b c": a + 1}', { a: 1, 'b c': 2 }],
    // names and paths
    ['orderId', 'A-1'],
    ['a.b.c', 42],
    ['two words', 'ok'],
    ['`my-var` + 1', 6],
    ['a.`x-y`', 1],
    ['工单.编号', 'W1'],
    ['a.b.missing', null],
    ['none.x', null],
    ['items.name', ['x', 'y', 'z']],
    ['{x: {y: 1}}.x.y', 1],
    // arithmetic
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['2 ** 3', 8],
    ['7 - -1', 8],
    ['-amount', -7],
    ['1 / 0', null],
    ['"a" + "b"', 'ab'],
    ['"a" + 1', null],
    ['none + 1', null],
    // comparison and logic
    ['amount > 5', true],
    ['amount >= 7', true],
    ['amount < 7', false],
    ['orderId = "A-1"', true],
    ['orderId != "A-1"', false],
    ['none = null', true],
    ['missing = null', true],
    ['amount = null', false],
    ['amount = "7"', null],
    ['"b" > "a"', true],
    ['none > 1', null],
    ['[1, {a: 2}] = [1, {a: 2}]', true],
    ['amount between 1 and 7', true],
    ['amount in [1..5]', false],
    ['amount in (1, > 6)', true],
    ['amount in ]7..9]', false],
    ['orderId in ("A-1", "A-2")', true],
    ['flag and amount > 5', true],
    ['flag and none', null],
    ['false and none', false],
    ['true or none', true],
    ['false or none', null],
    ['not(flag)', false],
    ['if amount > 5 then "big" else "small"', 'big'],
    ['if none then 1 else 2', 2],
    // lists
    ['numbers[1]', 3],
    ['numbers[-1]', 2],
    ['numbers[9]', null],
    ['numbers[item > 1]', [3, 2]],
    ['items[price > 15].name', ['y', 'z']],
    ['items[item.price = 10][1].name', 'x'],
    ['items[name = orderId]', []],
    ['for x in numbers return x * 2', [6, 2, 4]],
    ['for x in 1..3 return x', [1, 2, 3]],
    ['for x in 3..1 return x', [3, 2, 1]],
    ['for x in [1, 2], y in [10, 20] return x + y', [11, 21, 12, 22]],
    ['for x in [[1], [2]], y in x return y', [1, 2]],
    ['for i in 1..4 return if i = 1 then 1 else partial[-1] * i', [1, 2, 6, 24]],
    ['some x in numbers satisfies x > 2', true],
    ['every x in numbers satisfies x > 2', false],
    ['every x in [] satisfies false', true],
    ['count(numbers)', 3],
    ['sum(numbers)', 6],
    ['sort(numbers, function(x, y) x < y)', [1, 2, 3]],
    ['list contains(numbers, 3)', true],
    ['append(numbers, 4)', [3, 1, 2, 4]],
    ['distinct values([1, 1, 2])', [1, 2]],
    // functions of FEEL
    ['upper case("ab")', 'AB'],
    ['substring("foobar", 3)', 'obar'],
    ['string length("中文")', 2],
    ['contains("foobar", "of")', false],
    ['split("a;b", ";")', ['a', 'b']],
    ['string join(["a", "b"], ",")', 'a,b'],
    ['string(1)', '1'],
    ['number("1.5")', 1.5],
    ['floor(1.7)', 1],
    ['modulo(5, 3)', 2],
    ['substring(string: "foobar", start position: 3, length: 2)', 'ob'],
    ['context put({a: 1}, "b", 2)', { a: 1, b: 2 }],
    ['get value({a: 1}, "a")', 1],
    ['get entries({a: 1})', [{ key: 'a', value: 1 }]],
    ['context merge([{a: 1}, {b: 2}])', { a: 1, b: 2 }],
    ['{f: function(x) x + 1, r: f(1)}.r', 2],
    // functions of Camunda
    ['extract("a1b22", "[0-9]+")', ['1', '22']],
    ['trim("  a ")', 'a'],
    ['to base64("FEEL")', 'RkVFTA=='],
    ['is blank(" ")', true],
    ['is blank("a")', false],
    ['is empty([])', true],
    ['is empty(numbers)', false],
    ['is defined(amount)', true],
    ['is defined(none)', false],
    ['is defined(missing)', false],
    ['is defined(a.b)', true],
    ['is defined(a.q.r)', false],
    ['get or else(none, "d")', 'd'],
    ['get or else(amount, 1)', 7],
    ['get or else(missing.x, 1)', 1],
    ['assert(amount, amount > 1)', 7],
    ['from json("{\\"a\\": [1]}")', { a: [1] }],
    ['from json("{")', null],
    ['to json({a: "b"})', '{"a":"b"}'],
    ['duplicate values([1, 2, 1, 3, 2])', [1, 2]],
    ['partition([1, 2, 3], 2)', [[1, 2], [3]]],
    ['to array(1)', [1]],
    ['to array([1])', [1]],
    ['cycle(3, duration("PT1H"))', 'R3/PT1H'],
    ['cycle(duration("PT10M"))', 'R/PT10M'],
    ['last day of month(date("2028-02-10"))', '2028-02-29'],
    ['string length(uuid())', 36],
    ['random number() < 1', true],
    // types
    ['1 instance of number', true],
    ['"1" instance of number', false],
    ['[1] instance of list<number>', true],
    ['{} instance of context', true],
    ['date("2026-01-01") instance of date', true],
    ['now() instance of date and time', true],
    ['duration("P1Y") instance of years and months duration', true],
    ['none instance of Any', false],
  ])('%s is %j', (feel, value) => {
    expect(valueOf(feel)).toEqual(value);
  });

  it.each<[string, unknown]>([
    ['date("2026-01-31")', '2026-01-31'],
    ['@"2026-01-31"', '2026-01-31'],
    ['date(2026, 1, 31)', '2026-01-31'],
    ['date("2026-02-30")', null],
    ['date("2026-01-31") + duration("P1M")', '2026-02-28'],
    ['date("2026-01-31") < date("2026-02-01")', true],
    ['date("2026-03-01") - date("2026-02-28")', 'P1D'],
    ['date("2026-01-31").year', 2026],
    ['date(date and time("2026-01-01T01:00:00+08:00"))', '2026-01-01'],
    ['date("2026-01-31").weekday', 6],
    ['day of week(date("2026-01-31"))', 'Saturday'],
    ['time("10:30:00").hour', 10],
    ['date and time("2026-01-01T00:00:00Z")', '2026-01-01T00:00:00Z'],
    ['date and time("2026-01-01T08:30:00+08:00")', '2026-01-01T08:30:00+08:00'],
    ['date and time("2026-01-01T08:30:00@Asia/Shanghai")', '2026-01-01T08:30:00+08:00'],
    ['date and time("2026-01-01T08:30:00+08:00[Asia/Shanghai]")', '2026-01-01T08:30:00+08:00'],
    ['date and time(when) + duration("PT90M")', '2026-01-01T01:30:00Z'],
    ['@"2026-01-01T00:00:00Z" = @"2026-01-01T08:00:00+08:00"', true],
    ['duration("P1DT2H")', 'P1DT2H'],
    ['duration("PT90M")', 'PT1H30M'],
    ['duration("-PT5M")', '-PT5M'],
    ['duration("P")', null],
    ['duration("soon")', null],
    ['duration("PT1H") * 3', 'PT3H'],
    ['duration("PT3H") / duration("PT1H")', 3],
    ['duration("P14M")', 'P1Y2M'],
    ['duration("P1DT2H").hours', 2],
    ['years and months duration(date("2024-01-10"), date("2026-03-11"))', 'P2Y2M'],
    ['now() = date and time("2026-02-27T16:30:00Z")', true],
    ['today() = date(now())', true],
    ['string(date("2026-01-31"))', '2026-01-31'],
    // ISO strings in variables stay strings
    ['when', '2026-01-01T00:00:00Z'],
  ])('%s is %j (temporal)', (feel, value) => {
    expect(valueOf(feel)).toEqual(value);
  });
});

describe('a compiled expression', () => {
  it('is a literal without a leading =', () => {
    const literal = compileExpression('hotline.classify');
    expect(literal).toMatchObject({ isStatic: true, names: [], source: 'hotline.classify' });
    expect(literal.evaluate(context, NOW)).toEqual({ ok: true, value: 'hotline.classify', warnings: [] });
  });

  it.each([
    ['a.b + amount', ['a', 'amount']],
    ['for x in items return x.price + amount', ['items', 'amount']],
    ['count(items)', ['items']],
    ['{p: amount, q: p}', ['amount']],
    ['function(x) x + y', ['y']],
    ['is defined(later)', ['later']],
    ['"text"', []],
  ])('of %s names what it reads', (feel, names) => {
    expect([...compileExpression(`=${feel}`).names].sort()).toEqual([...names].sort());
  });

  it('reads a variable only when it is asked for', () => {
    const read: string[] = [];
    const spy: VariableContext = {
      get(name) {
        read.push(name);
        return VARIABLES[name];
      },
    };
    compileExpression('=if flag then amount else orderId').evaluate(spy, NOW);
    expect(read).toEqual(['flag', 'amount']);
  });

  it.each([
    ['missing', "no variable found for name 'missing'"],
    ['a.b.d', "no entry 'd' in a context: <a.b.d>"],
    ['unheard of(1)', "no function found with name 'unheard of'"],
    ['"a" + 1', 'can not calculate a string + a number: <"a" + 1>'],
    ['trim(1)', "'trim' needs a string"],
  ])('of %s is null and warns', (feel, warning) => {
    const outcome = compileExpression(`=${feel}`).evaluate(context, NOW);
    expect(outcome).toEqual({ ok: true, value: null, warnings: [warning] });
  });

  it('does not warn of a variable that is null', () => {
    expect(compileExpression('=none').evaluate(context, NOW)).toEqual({
      ok: true,
      value: null,
      warnings: [],
    });
  });

  it('fails by a failed assertion', () => {
    const outcome = compileExpression('=assert(amount, amount > 100, "too small")').evaluate(context, NOW);
    expect(outcome).toMatchObject({ ok: false, message: expect.stringContaining('too small') });
  });

  it.each([
    'for x in 1..1000000000 return x',
    'some x in 1..1000000 satisfies x < 0',
    '{f: function(g, n) g(g, n + 1), r: f(f, 1)}.r',
  ])('that can not finish is cut off: %s', (feel) => {
    expect(compileExpression(`=${feel}`).evaluate(context, NOW)).toMatchObject({
      ok: false,
      message: expect.stringContaining('cut off'),
    });
  });

  it('does not reach into prototypes', () => {
    expect(valueOf('a.constructor')).toBeNull();
    expect(valueOf('{}.__proto__')).toBeNull();
    expect(Object.keys(valueOf('{__proto__: {x: 1}}') as object)).toEqual(['__proto__']);
  });
});

describe('malformed FEEL', () => {
  it.each(['=', '=1 +', '=a b(', '=if a then b', '=a;b', '=[1, 2', '="open', '={a 1}', '=)'])(
    '%s is refused',
    (source) => {
      expect(() => compileExpression(source)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    },
  );

  it.each([
    ['too long', `="${'x'.repeat(SYNTAX_LIMITS.length)}"`],
    ['in too many brackets', `=${'('.repeat(5000)}1${')'.repeat(5000)}`],
    ['nested too deeply', `=${'-'.repeat(500)}1`],
    ['nested too deeply without brackets', `=${'if true then '.repeat(400)}1${' else 1'.repeat(400)}`],
  ])('%s is refused', (_what, source) => {
    expect(() => compileExpression(source)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });
});

describe('unary tests', () => {
  it.each<[string, unknown, boolean]>([
    ['-', 'anything', true],
    ['', null, true],
    ['"a"', 'a', true],
    ['"a"', 'b', false],
    ['"a", "b"', 'b', true],
    ['not("a", "b")', 'b', false],
    ['not("a", "b")', 'c', true],
    ['5', 5, true],
    ['-5', -5, true],
    ['> 5', 6, true],
    ['> 5', 5, false],
    ['> 5', null, false],
    ['<= 5', 5, true],
    ['[1..5]', 5, true],
    ['[1..5[', 5, false],
    ['1, > 5', 6, true],
    ['true', true, true],
    ['true', false, false],
    ['false', false, true],
    ['null', null, true],
    ['null', 1, false],
    ['not(null)', 1, true],
    ['not(null)', null, false],
    ['? > 5', 6, true],
    ['not(? > 5)', 6, false],
    ['starts with(?, "12")', '12345', true],
    ['list contains(["x", "y"], ?)', 'y', true],
    ['amount', 7, true],
    ['amount', 8, false],
    ['numbers', 3, true],
    ['flag', true, true],
    ['flag', false, false],
    ['amount > 5', 'x', true],
    ['> date("2026-01-01")', '2026-02-01', false],
    ['= 5', 5, true],
    ['!= 5', 6, true],
    ['"1"', 1, false],
  ])('%s for %j: %s', (source, value, matched) => {
    expect(compileUnaryTests(source).test(value, context, NOW)).toMatchObject({ ok: true, matched });
  });

  it.each(['>', '"a",', '[1..', 'not(', '-,1'])('%s is refused', (source) => {
    expect(() => compileUnaryTests(source)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });
});
