import { describe, expect, it } from '@jest/globals';
import { configTexts, smallTable } from '../testing/index.ts';
import { checkRules } from './index.ts';
import type { RuleProblem } from './index.ts';

const NOW = Date.parse('2026-03-02T09:00:00+08:00');
const texts = configTexts();

/** Problems of the repository's rules with one file changed. */
async function problemsOf(
  file: string,
  change: (text: string) => string,
  changed?: readonly string[],
): Promise<RuleProblem[]> {
  const text = texts.get(file) ?? '';
  const next = change(text);
  expect(next).not.toBe(text);
  return checkRules({ texts: new Map([...texts, [file, next]]), now: NOW, ...(changed && { changed }) });
}
const errors = (problems: readonly RuleProblem[]) => problems.filter(({ severity }) => severity === 'error');
const cell = (id: string, from: string, to: string) => (xml: string) => {
  const start = xml.indexOf(`id="${id}"`);
  return xml.slice(0, start) + xml.slice(start).replace(`<text>${from}</text>`, `<text>${to}</text>`);
};

describe('the rules of the repository', () => {
  it('have no errors, and nothing to warn of but the calendar', async () => {
    const problems = await checkRules({ texts, now: NOW });
    expect(problems.filter(({ code }) => code !== 'beyond-calendar')).toEqual([]);
  });

  it('warn of deadlines past the last published day, row by row', async () => {
    const problems = await checkRules({ texts, now: Date.parse('2026-12-28T09:00:00+08:00') });
    expect(problems).toContainEqual(
      expect.objectContaining({
        ruleId: 'deadlines',
        severity: 'warning',
        code: 'beyond-calendar',
        row: 'limit_other',
        zh: expect.stringContaining('2026-12-31'),
      }),
    );
  });
});

describe('a draft', () => {
  it('with a wrong value, type, amount or unit is told with row and column', async () => {
    const wrong = async (id: string, from: string, to: string) => {
      const [problem] = errors(await problemsOf('deadlines.dmn', cell(id, from, to), ['deadlines']));
      return problem;
    };
    expect(await wrong('sign_supply_out_unit', '"minutes"', '"weeks"')).toMatchObject({
      code: 'value-not-allowed',
      decision: 'signLimit',
      row: 'sign_supply',
      column: 'sign_out_unit',
      zh: '第 3 行“计时单位”没有取值“weeks”，可用：working-days、working-hours、hours、minutes',
    });
  });
});

describe('tables that others rely on', () => {
  it('keep the decision that the processes call', async () => {
    const problems = await problemsOf(
      'raise-rules.dmn',
      (xml) =>
        xml.replaceAll('id="raise-rules"', 'id="raise"').replaceAll('Ref="raise-rules"', 'Ref="raise"'),
      ['raise-rules'],
    );
    expect(errors(problems)).toMatchObject([{ ruleId: 'raise-rules', code: 'decision-missing' }]);
  });

  it('warn when people would read the code of an occasion', async () => {
    const problems = await problemsOf(
      'supervision-steps.dmn',
      cell('step_day5_out_occasion', '"day-5-close"', '"day-5"'),
      ['supervision-steps'],
    );
    expect(problems).toContainEqual(
      expect.objectContaining({ severity: 'warning', code: 'unknown-reference', row: 'step_day5' }),
    );
  });

  it('are warned of when a calendar ends before their deadlines', async () => {
    const late = Date.parse('2026-12-28T09:00:00+08:00');
    const problems = await checkRules({ texts, changed: ['calendar'], now: late });
    expect(problems.map(({ code, ruleId }) => `${ruleId} ${code}`)).toContain('deadlines beyond-calendar');
  });
});

describe('the scores', () => {
  it('need bands that fall', async () => {
    const problems = await problemsOf('scores.dmn', cell('score_normal_out_good', '80', '95'), ['scores']);
    expect(errors(problems)).toContainEqual(
      expect.objectContaining({
        code: 'field-invalid',
        row: 'score_normal',
        zh: expect.stringContaining('依次递减'),
      }),
    );
  });
});

describe('tables', () => {
  const small = async (source: Parameters<typeof smallTable>[0]) =>
    checkRules({
      texts: new Map([...texts, ['small.dmn', smallTable({ id: 'small', ...source })]]),
      changed: ['small'],
      now: NOW,
    });
  const outputs = ['amount:number', 'unit:string:"hours","minutes"'];

  it.each([
    ['cell-type', ['kind:string', 'redoCount:number'], ['- | "two" -> 1 | "hours"', '- | - -> 1 | "hours"']],
    ['value-not-allowed', ['kind:string:"help"'], ['"helpp" -> 1 | "hours"', '- -> 1 | "hours"']],
    ['value-not-allowed', ['kind:string'], ['- -> 1 | "days"']],
    ['cell-type', ['kind:string'], ['- -> "one" | "hours"']],
    ['negative-amount', ['kind:string'], ['- -> -1 | "hours"']],
    ['unit-missing', ['kind:string'], ['- -> 1 | null']],
    ['amount-missing', ['kind:string'], ['- -> null | "hours"']],
    ['unknown-reference', ['category:string'], ['"no-such" -> 1 | "hours"', '- -> 1 | "hours"']],
    ['unknown-reference', ['area:string'], ['"no-such" -> 1 | "hours"', '- -> 1 | "hours"']],
    ['not-compiled', ['kind:string'], ['- -> (1 | "hours"']],
    ['gap', ['kind:string'], ['"help" -> 1 | "hours"']],
    ['unreachable', ['kind:string'], ['- -> 1 | "hours"', '"help" -> 1 | "hours"']],
  ])('%s in %p %p', async (code, inputs, rows) => {
    const problems = errors(await small({ inputs, outputs, rows }));
    expect(problems).toMatchObject([{ ruleId: 'small', code, decision: 'small' }]);
    expect(problems[0]?.zh).toMatch(/\p{Script=Han}/u);
    if (code !== 'gap') expect(problems[0]?.row).toBe(code === 'unreachable' ? 'r2' : 'r1');
  });
});

describe('files that are no tables', () => {
  it('are told field by field in Chinese', async () => {
    const problems = await problemsOf(
      'units.yaml',
      (text) => text.replace("    areas: '*'", '    areas: 7'),
      ['units'],
    );
    expect(errors(problems)).toContainEqual(
      expect.objectContaining({
        ruleId: 'units',
        code: 'field-invalid',
        path: 'units[0].areas',
        zh: expect.stringContaining('units[0].areas'),
      }),
    );
  });

  it('are told with the line where they are no YAML', async () => {
    const problems = await problemsOf('referrals.yaml', (text) => `${text}\n  - id: "x\n`, ['referrals']);
    expect(problems).toContainEqual(expect.objectContaining({ ruleId: 'referrals', code: 'not-read' }));
  });

  it('may not drop what others name', async () => {
    const problems = await problemsOf(
      'units.yaml',
      (text) => text.replace('- id: publicity-department', '- id: publicity-office'),
      ['units'],
    );
    expect(errors(problems)).toMatchObject([
      { ruleId: 'catalogue', code: 'unknown-reference', path: 'categories[0].units[0].unit' },
    ]);
  });

  it('may not drop a category that an untouched table decides by', async () => {
    const problems = await problemsOf(
      'catalogue.yaml',
      (text) => text.replace('- id: drought-relief', '- id: drought'),
      ['catalogue'],
    );
    expect(errors(problems)).toContainEqual(
      expect.objectContaining({
        ruleId: 'deadlines',
        code: 'unknown-reference',
        row: 'limit_emergencyJoint',
      }),
    );
  });

  it('that are templates must be closed', async () => {
    const problems = await problemsOf('documents/closing.mustache', (text) => `${text}{{#open}}`, [
      'documents/closing',
    ]);
    expect(errors(problems)).toMatchObject([{ ruleId: 'documents/closing', code: 'template-invalid' }]);
  });
});

describe('test cases', () => {
  it('that fail are errors of their table', async () => {
    const problems = await problemsOf(
      'deadlines.dmn',
      (xml) => xml.replace('max(1, statutoryLimit.amount)', 'max(2, statutoryLimit.amount)'),
      ['deadlines'],
    );
    expect(errors(problems)).toContainEqual(
      expect.objectContaining({
        ruleId: 'deadlines',
        code: 'case-failed',
        row: 'limit_consultation',
        zh: expect.stringContaining('"handleAmount":2'),
      }),
    );
  });

  it('need a table, and decisions that exist', async () => {
    const cases = 'cases:\n  - { name: 一, decision: none, input: {}, expected: 1 }\n';
    const added = new Map([...texts, ['cases/deadlines.yaml', cases], ['cases/nothing.yaml', cases]]);
    const problems = await checkRules({
      texts: added,
      changed: ['cases/deadlines', 'cases/nothing'],
      now: NOW,
    });
    expect(errors(problems)).toMatchObject([
      { ruleId: 'cases/deadlines', code: 'case-unknown', path: 'cases[0].decision' },
      { ruleId: 'cases/nothing', code: 'file-missing' },
    ]);
  });
});
