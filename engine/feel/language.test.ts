import { describe, expect, it } from '@jest/globals';
import { compileExpression, compileUnaryTests } from './index.ts';

/** 2026-02-27T06:30:00Z: no weekend in any zone. */
const NOW = Date.UTC(2026, 1, 27, 6, 30);

const VARIABLES: Readonly<Record<string, unknown>> = {
  none: null,
  x: {
    files: [
      { id: 1, content: 'a' },
      { id: 2, content: 'b' },
    ],
  },
  y: {
    files: [
      { id: 1, content: 'a2' },
      { id: 3, content: 'c' },
    ],
  },
  dates: ['2021-04-21T07:25:06.000Z', '2021-04-22T07:25:06.000Z'],
  birthday: '1990-05-01',
  '工单 编号': 'W-1',
  'order total': 12,
  订单: { 金额: 20, '诉求 类别': '投诉' },
};

function valueOf(feel: string): unknown {
  const outcome = compileExpression(`=${feel}`).evaluate({ get: (name) => VARIABLES[name] }, NOW);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

type Cases = readonly (readonly [feel: string, value: unknown])[];

describe('FEEL', () => {
  const groups: readonly (readonly [string, Cases])[] = [
    [
      'gives null for what goes wrong',
      [
        ['missing', null],
        ['missing.a.b', null],
        ['none.x', null],
        ['{a: 1}.b', null],
        ['null + 1', null],
        ['1 - null', null],
        ['null * 2', null],
        ['"a" * 2', null],
        ['-null', null],
        ['1 / 0', null],
        ['null > 1', null],
        ['1 < "2"', null],
        ['"a" = 1', null],
        ['date("2026-01-01") < now()', null],
        ['duration("P1M") < duration("P40D")', null],
        ['missing between 1 and 2', null],
        ['missing in [1..5]', null],
        ['missing[item > 1]', null],
        ['sum(missing)', null],
        ['upper case(1)', null],
        ['no such thing(1)', null],
        ['if null then 1 else 2', 2],
        ['if "yes" then 1 else 2', 2],
        ['[{a: 1}, {b: 2}].a', [1, null]],
        ['[{a: 1}, {b: 2}][a < 10]', [{ a: 1 }]],
        ['[1, null, 3][item > 1]', [3]],
        ['for i in null return i', null],
        ['some i in [1, null] satisfies i > 5', null],
        ['some i in [1, null] satisfies i = 1', true],
        ['every i in [1, null] satisfies i > 0', null],
        ['every i in [null, 0] satisfies i > 0', false],
      ],
    ],
    [
      'compares with null',
      [
        ['null = null', true],
        ['missing = null', true],
        ['"foo" = null', false],
        ['"foo" != null', true],
        ['{x: null}.x = null', true],
        ['{}.y = null', true],
        ['is defined(1)', true],
        ['is defined(null)', false],
        ['is defined(none)', false],
        ['is defined(missing)', false],
        ['is defined(missing.y)', false],
        ['is defined({}.y)', false],
      ],
    ],
    [
      'knows three truths',
      [
        ['true and null', null],
        ['true and "otherwise"', null],
        ['false and "otherwise"', false],
        ['null and false', false],
        ['true or "otherwise"', true],
        ['false or "otherwise"', null],
        ['null or true', true],
      ],
    ],
    [
      'compares',
      [
        ['date("2020-04-05") < date("2020-04-06")', true],
        ['time("08:00:00") <= time("08:00:00")', true],
        ['duration("P1D") > duration("P5D")', false],
        ['duration("P1Y") >= duration("P6M")', true],
        ['duration("P1Y") = duration("P12M")', true],
        ['duration("P1D") = duration("PT24H")', true],
        ['@"2026-01-01T08:00:00+08:00" = @"2026-01-01T00:00:00Z"', true],
        ['5 between 3 and 7', true],
        ['date("2020-04-06") between date("2020-04-05") and date("2020-04-09")', true],
        ['5 in (3..7)', true],
        ['3 in (3..7)', false],
        ['3 in ]3..7]', false],
        ['date("2021-06-04") in [date("2021-05-01")..date("2021-05-31")]', false],
        ['5 in (3, 5, 7)', true],
        ['5 in [2, 4, 6, 8]', false],
        ['5 in (> 3, < 0)', true],
        ['[1, [2]] = [1, [2]]', true],
        ['{a: 1, b: 2} = {b: 2, a: 1}', true],
      ],
    ],
    [
      'tells types',
      [
        ['1 instance of number', true],
        ['1 instance of Any', true],
        ['null instance of Any', false],
        ['now() instance of date time', true],
        ['@"P1D" instance of day-time-duration', true],
        ['@"P1M" instance of year-month-duration', true],
        ['(function(a) a) instance of function', true],
        ['@"08:00:00" instance of time', true],
      ],
    ],
    [
      'reads names as they are written',
      [
        ['工单 编号', 'W-1'],
        ['工单 编号 + "!"', 'W-1!'],
        ['order total * 2', 24],
        ['order  total', 12],
        ['订单.金额 > 10', true],
        ['订单.诉求 类别', '投诉'],
        ['`order total` + 1', 13],
        ['{"key with space": 1}.`key with space`', 1],
        ['{期限: 4, 两倍: 期限 * 2}.两倍', 8],
      ],
    ],
    [
      'reads strings and numbers',
      [
        ['"a\\tb\\r\\n"', 'a\tb\r\n'],
        ['"\\\'\\"\\\\"', '\'"\\'],
        ['"\\u269D"', '\u269d'],
        ['"\\U101EF"', '\u{101ef}'],
        ['"\\U01F600"', '😀'],
        ['"order-" + string(123)', 'order-123'],
        ['0.4 - 5', -4.6],
        ['.5 + 1', 1.5],
        ['2 ** 10', 1024],
        ['-2 ** 2', 4],
        ['7 - 2 - 1', 4],
        ['12345678901234567', 12345678901234568],
      ],
    ],
    [
      'reads lists and contexts',
      [
        ['[1, 2, 3, 4][4]', 4],
        ['[1, 2, 3, 4][5]', null],
        ['[1, 2, 3, 4][0]', null],
        ['[1, 2, 3, 4][-2]', 3],
        ['[1, 2, 3, 4][-5]', null],
        ['[1, 2, 3, 4][even(item)]', [2, 4]],
        ['some a in [1, 2], b in [2, 3] satisfies a < b', true],
        ['every a in [1, 2], b in [2, 3] satisfies a < b', false],
        ['[{a: "p1", b: 5}, {a: "p2", b: 10}][b > 7]', [{ a: 'p2', b: 10 }]],
        ['[{a: "p1"}, {a: "p2"}].a', ['p1', 'p2']],
        ['{a: 2, b: a * 2}', { a: 2, b: 4 }],
        ['{a: {b: 3}}.a.b', 3],
        [
          '{ids: union(x.files.id, y.files.id), getById: function(files, fileId) get or else(files[id = fileId][1], {}), merge: for id in ids return context merge(getById(x.files, id), getById(y.files, id))}.merge',
          [
            { id: 1, content: 'a2' },
            { id: 2, content: 'b' },
            { id: 3, content: 'c' },
          ],
        ],
      ],
    ],
    [
      'calculates with time',
      [
        ['date("2020-04-06") + duration("P1D")', '2020-04-07'],
        ['duration("P1D") + date("2020-04-06")', '2020-04-07'],
        ['date("2020-04-06") + duration("PT30H")', '2020-04-07'],
        ['date("2024-01-31") + @"P1M"', '2024-02-29'],
        ['time("08:00:00") + duration("PT1H")', '09:00:00'],
        ['time("23:30:00") + duration("PT1H")', '00:30:00'],
        ['date and time("2020-04-06T08:00:00Z") + duration("P7D")', '2020-04-13T08:00:00Z'],
        ['duration("P2D") + duration("P5D")', 'P7D'],
        ['date("2020-04-06") - date("2020-04-01")', 'P5D'],
        ['date("2020-04-06") - duration("P5D")', '2020-04-01'],
        ['time("08:00:00") - time("06:00:00")', 'PT2H'],
        ['time("08:00:00") - duration("PT2H")', '06:00:00'],
        ['duration("P7D") - duration("P2D")', 'P5D'],
        ['duration("P1Y") - duration("P3M")', 'P9M'],
        ['duration("P1D") * 5', 'P5D'],
        ['5 * duration("P1D")', 'P5D'],
        ['duration("P1M") * 6', 'P6M'],
        ['duration("P1M") * 1.5', 'P1M'],
        ['duration("P5D") / duration("P1D")', 5],
        ['duration("P5D") / 5', 'P1D'],
        ['duration("P1Y") / duration("P1M")', 12],
        ['duration("P1Y") / 12', 'P1M'],
        ['duration("P1Y") / duration("P1D")', null],
        ['duration("P1D") / 0', null],
        ['-@"PT1H"', '-PT1H'],
        // across the change to summer time: a day is a day, 24 hours are 24 hours
        ['@"2026-03-28T12:00:00@Europe/Berlin" + @"P1D"', '2026-03-29T12:00:00+02:00'],
        ['@"2026-03-29T12:00:00@Europe/Berlin" - @"2026-03-28T12:00:00@Europe/Berlin"', 'PT23H'],
        ['@"2026-01-01T08:00:00+08:00" - @"2026-01-01T00:00:00Z"', 'PT0S'],
        ['@"2024-06-31"', null],
        ['@"13:30"', '13:30:00'],
        ['@"08:00:00+02:00"', '08:00:00+02:00'],
        ['(now() - @"1970-01-01T00:00Z") / @"PT1S" * 1000', NOW],
        ['years and months duration(date(birthday), today()).years', 35],
        ['day of week(today()) in ("Saturday", "Sunday")', false],
        [
          '(for i in 1..7 return date and time(date("2026-02-27"), @"08:00:00Z") + @"P1D" * i)[day of week(item) = "Tuesday"][1]',
          '2026-03-03T08:00:00Z',
        ],
        [
          'for d in dates return {date: date(date and time(d)), day: string(date.day), month: substring(month of year(date), 1, 3), year: string(date.year), formatted: day + "-" + month + "-" + year}.formatted',
          ['21-Apr-2021', '22-Apr-2021'],
        ],
      ],
    ],
    [
      'reads the parts of time',
      [
        ['date("2020-04-06").year', 2020],
        ['date("2020-04-06").month', 4],
        ['date("2020-04-06").day', 6],
        ['date("2020-04-06").weekday', 1],
        ['date("2020-04-06").hour', null],
        ['time("08:00:00").hour', 8],
        ['time("08:00:00").year', null],
        ['date and time("2020-04-06T08:00:00+02:00").time offset', 'PT2H'],
        ['date and time("2020-04-06T08:00:00+02:00").timezone', null],
        ['date and time("2020-04-06T08:00:00@Europe/Berlin").timezone', 'Europe/Berlin'],
        ['duration("PT2H30M").hours', 2],
        ['duration("PT2H30M").minutes', 30],
        ['duration("PT36H").days', 1],
        ['duration("P6M").months', 6],
        ['duration("P18M").years', 1],
        ['[1..5).end', 5],
        ['[1..5).end included', false],
      ],
    ],
  ];

  describe.each(groups)('%s', (_name, cases) => {
    it.each(cases)('%s is %j', (feel, value) => {
      expect(valueOf(feel)).toEqual(value);
    });
  });

  it.each([
    ['missing > 1', ["no variable found for name 'missing'", 'can not compare a null with a number']],
    ['{a: 1}.b', ["no entry 'b' in a context: <{a: 1}.b>"]],
    ['is defined(missing.b)', []],
    ['get or else(missing, 1)', ["no variable found for name 'missing'"]],
  ])('warns of %s', (feel, warnings) => {
    const outcome = compileExpression(`=${feel}`).evaluate({ get: () => undefined }, NOW);
    expect(outcome).toMatchObject({ ok: true, warnings });
  });
});

describe('a unary test', () => {
  it.each<[string, unknown, boolean]>([
    ['"valid"', 'valid', true],
    ['< 10', 9, true],
    ['< 10', '9', false],
    ['(2..5)', 2, false],
    [']2..5[', 3, true],
    ['(2..5]', 5, true],
    ['2, 3, 4', 3, true],
    ['< 10, > 50', 60, true],
    ['not(2, 3)', 4, true],
    ['not(2, 3)', 3, false],
    ['not("valid")', null, true],
    ['not(> 5)', null, false],
    ['contains(?, "good")', 'a good day', true],
    ['ends with(?, "@example.com")', 'me@example.com', true],
    ['[1, 2, 3]', 2, true],
    ['["a", "b"]', 'c', false],
    ['?.金额 > 10', { 金额: 20 }, true],
    ['count(?) > 1', [1, 2], true],
    ['missing', 5, false],
    ['null', null, true],
    ['"投诉", "举报"', '举报', true],
  ])('%s of %j is %s', (source, value, matched) => {
    const outcome = compileUnaryTests(source).test(value, { get: (name) => VARIABLES[name] }, NOW);
    expect(outcome).toMatchObject({ ok: true, matched });
  });
});
