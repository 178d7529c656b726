import { beforeAll, describe, expect, it } from '@jest/globals';
import { configTexts } from '../testing/index.ts';
import { compileTables, tryCompileTables } from './index.ts';
import type { DecisionTables } from './index.ts';

const FACTS = {
  kind: 'consultation',
  urgency: 'normal',
  callerType: 'citizen',
  channel: 'phone',
  category: 'property-management',
  area: 'donghu',
  redoCount: 0,
  statutoryMatter: null,
};

describe('decision tables', () => {
  let tables: DecisionTables;
  beforeAll(async () => {
    tables = await compileTables(configTexts());
  });

  it('decide as the engine does, and say by which row', () => {
    expect(tables.evaluate('deadlines', FACTS)).toMatchObject({
      ok: true,
      value: { handleAmount: 1, handleUnit: 'working-days' },
      rows: ['limit_consultation'],
    });
  });

  it('remember an answer by the facts that the file reads', () => {
    const first = tables.evaluateCached('deadlines', { ...FACTS, orderNo: '1' });
    expect(tables.evaluateCached('deadlines', { ...FACTS, orderNo: '2' })).toBe(first);
    expect(tables.evaluateCached('deadlines', { ...FACTS, redoCount: 1 })).toMatchObject({
      value: { handleAmount: 0.5 },
    });
  });

  it('decide often enough for a replay: 20,000 times a second', () => {
    const started = process.cpuUsage();
    for (let i = 0; i < 5000; i += 1) tables.evaluate('deadlines', { ...FACTS, redoCount: i % 2 });
    const { user, system } = process.cpuUsage(started);
    // a fifth of what is asked for: machines that run tests are slow and shared
    expect(5000 / ((user + system) / 1e6)).toBeGreaterThan(4000);
  });

  it('say what the engine would refuse, with the element', async () => {
    const broken = (configTexts().get('deadlines.dmn') ?? '').replace('72 * redoShare', '72 * (redoShare');
    const texts = new Map([['deadlines.dmn', broken]]);
    const { tables: none, problems } = await tryCompileTables(texts);
    expect(problems).toMatchObject([{ ruleId: 'deadlines', elementId: expect.any(String) }]);
    expect(none.evaluate('deadlines', FACTS)).toEqual({
      ok: false,
      message: 'there is no decision <deadlines>',
    });
    await expect(compileTables(texts)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
