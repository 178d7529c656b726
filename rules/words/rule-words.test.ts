import { describe, expect, it } from '@jest/globals';
import { ruleNames } from '../names/index.ts';
import { configTexts, smallTable } from '../testing/index.ts';
import { ruleWords } from './index.ts';
import { movedRows } from './moved-rows.ts';

const texts = configTexts();
const names = ruleNames(texts);
const zh = async (file: string, change: (text: string) => string): Promise<string[]> => {
  const text = texts.get(file) ?? '';
  const format = file.endsWith('.dmn') ? 'dmn' : file.endsWith('.yaml') ? 'yaml' : 'mustache';
  return (await ruleWords({ format }, text, change(text), names)).map((word) => word.zh);
};

describe('words of a table', () => {
  it('say the notice: enterprise consultations within 4 working hours', async () => {
    const xml = texts.get('deadlines.dmn') ?? '';
    const row = xml.slice(xml.indexOf('<rule id="limit_enterpriseConsultation">'));
    const after = row
      .replace('max(2, statutoryLimit.amount) * redoShare', 'max(4, statutoryLimit.amount) * redoShare')
      .replace('"working-days"', '"working-hours"');
    const words = await ruleWords({ format: 'dmn' }, xml, xml.replace(row, after), names);
    expect(words).toEqual([
      {
        decision: 'deadlines',
        row: 'limit_enterpriseConsultation',
        zh: '时限规则：第 3 行“咨询、企业”：办理时长 2 个工作日 → 4 个工作小时',
        en: 'deadlines: row 3 (Consultation, Enterprise): handleAmount 2 working days → 4 working hours',
      },
    ]);
  });

  const table = {
    inputs: ['kind:string', 'category:string', 'redoCount:number'],
    outputs: ['amount:number', 'unit:string', 'ok:boolean', 'reason:string'],
  };
  const ROWS = [
    '"help" | - | - -> 1 | "hours" | true | "一"',
    '- | "water-supply" | > 2 -> 2 | "hours" | true | "二"',
    '- | - | - -> 3 | "hours" | true | "三"',
  ];
  const xml = (rows: readonly string[]) => smallTable({ ...table, rows });
  const words = async (before: string, after: string) =>
    (await ruleWords({ format: 'dmn' }, before, after, names)).map((word) => word.zh);

  it('say what conditions and answers change', async () => {
    const after = [
      ROWS[0] ?? '',
      '"help","praise" | - | [3..5] -> 2 | "hours" | false | null',
      ROWS[2] ?? '',
    ];
    expect(await words(xml(ROWS), xml(after))).toEqual([
      '第 2 行“求助、表扬、redoCount [3..5]”：条件“kind” 不限 → 求助、表扬',
      '第 2 行“求助、表扬、redoCount [3..5]”：条件“category” 供水排水 → 不限',
      '第 2 行“求助、表扬、redoCount [3..5]”：条件“redoCount” 大于 2 → [3..5]',
      '第 2 行“求助、表扬、redoCount [3..5]”：ok 是 → 否',
      '第 2 行“求助、表扬、redoCount [3..5]”：reason “二” → 空',
    ]);
  });

  it('say which rows come, go and move', async () => {
    const before = xml(ROWS);
    const rowOf = (source: string, id: string) => {
      const start = source.indexOf(`<rule id="${id}">`);
      return source.slice(start, source.indexOf('</rule>', start) + '</rule>'.length);
    };
    const [first, second] = [rowOf(before, 'r1'), rowOf(before, 'r2')];
    const moved = before.replace(first, 'X').replace(second, first).replace('X', second);
    expect(await words(before, moved)).toEqual([expect.stringMatching(/^第 [12] 行“.*”移到第 [12] 行$/)]);
    expect(await words(before, before.replace(second, ''))).toEqual([
      '删除第 2 行“供水排水、redoCount 大于 2”',
    ]);
    expect(await words(before.replace(second, ''), before)).toEqual([
      '新增第 2 行“供水排水、redoCount 大于 2”：amount 2 小时，ok 是，reason 二',
    ]);
  });

  it('say when the frame changes, or only the form', async () => {
    const before = xml(ROWS);
    expect(await words(before, before.replace('hitPolicy="FIRST"', 'hitPolicy="UNIQUE"'))).toEqual([
      '命中策略 FIRST → UNIQUE',
    ]);
    expect(await words(before, `${before}\n`)).toEqual(['仅格式、注释或布局有变化']);
  });

  it('move as few rows as can be', () => {
    expect(movedRows(['a', 'b', 'c', 'd'], ['b', 'c', 'd', 'a'])).toEqual(['a']);
    expect(movedRows(['a', 'b', 'c'], ['a', 'b', 'c'])).toEqual([]);
  });
});

describe('words of other files', () => {
  it('name fields and things in Chinese', async () => {
    expect(
      await zh('units.yaml', (text) => text.replace('phone: 0000-8800002', 'phone: 0000-8800099')),
    ).toEqual(['承办单位·“市住房和城乡建设局”·电话：“0000-8800002” → “0000-8800099”']);
    expect(await zh('watch-words.yaml', (text) => text.replace('orders: 3', 'orders: 5'))).toEqual([
      '热点·工单数：3 → 5',
    ]);
    expect(
      await zh('watch-words.yaml', (text) =>
        text.replace('  - { word: 自杀, zh: 人身危险, en: danger to life }\n', ''),
      ),
    ).toEqual([expect.stringMatching(/^关注词·“人身危险”：删除 /)]);
  });

  it('of the calendar say which days are worked now', async () => {
    const text = texts.get('calendar.yaml') ?? '';
    const after = text.replace('workingDayRule: same-time', 'workingDayRule: day-end');
    const words = await ruleWords({ id: 'calendar', format: 'yaml' }, text, after, names);
    expect(words).toEqual([
      {
        zh: '工作日改为算到第N个工作日下班时',
        en: expect.stringContaining('closing time'),
        path: 'workingDayRule',
      },
    ]);
  });

  it('have the place', async () => {
    const text = texts.get('watch-words.yaml') ?? '';
    const after = text.replace('withinHours: 24', 'withinHours: 48');
    const words = await ruleWords({ format: 'yaml' }, text, after, names);
    expect(words).toMatchObject([{ path: 'hotspot.withinHours', zh: '热点·小时内：24 → 48' }]);
  });

  it('go by lines in templates, and in a draft that can not be read', async () => {
    expect(await zh('documents/closing.mustache', (text) => `${text}落款\n`)).toEqual([
      expect.stringMatching(/^第 \d+ 行新增“落款”$/),
    ]);
    expect(await zh('watch-words.yaml', (text) => text.replace('orders: 3', 'orders: "3'))).toEqual([
      expect.stringMatching(/^第 \d+ 行：“orders: 3” → “orders: "3”$/),
    ]);
    expect(await ruleWords({ format: 'yaml' }, undefined, 'a: 1')).toMatchObject([{ zh: '新增文件' }]);
    expect(await ruleWords({ format: 'yaml' }, 'a: 1', 'a: 1')).toEqual([]);
  });
});
