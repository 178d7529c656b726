import { beforeAll, describe, expect, it } from '@jest/globals';
import { child, children, idOf, text } from '../engine/model/moddle.ts';
import type { ModdleElement } from '../engine/model/moddle.ts';
import { decisionTables, openDecisions } from './testing/decisions.ts';
import { configFiles, configText, modelFiles, modelText } from './testing/models.ts';

const TABLES = [
  'accountability',
  'callback-rules',
  'deadlines',
  'escalation-ladder',
  'extension-rules',
  'merge-rules',
  'raise-rules',
  'redo-rules',
  'reply-rules',
  'report-rules',
  'return-rules',
  'routing',
  'scores',
  'supervision-steps',
  'suspension-rules',
  'termination-rules',
];

/** A decision that a business rule task asks, with the variable that holds its result. */
const CALLED = /<zeebe:calledDecision decisionId="([^"]+)" resultVariable="([^"]+)"/g;
/** A field of a variable, as `returnRule.reviewAmount`. */
const READ = /(?<![\w.])([a-z]\w*)\.(?!dmn\b)([a-z]\w*)/g;

const entryText = (entry: ModdleElement): string => text(entry, 'text') ?? '';

it('has a file for each decision that the processes ask for', () => {
  expect(configFiles('.dmn').sort()).toEqual(TABLES.map((id) => `${id}.dmn`));
});

it('gives everything that the models and other tables read of its results', async () => {
  const models = modelFiles('.bpmn').map((name) => ({ name, source: modelText(name) }));
  const tables = configFiles('.dmn').map((name) => ({ name, source: configText(name) }));
  const called = models.flatMap(({ source }) => [...source.matchAll(CALLED)]);
  const outputs = new Map<string, readonly string[]>();
  for (const [, id, variable] of called) {
    const [table] = await decisionTables(`${id ?? ''}.dmn`);
    const names = children(table as ModdleElement, 'output').map((output) => text(output, 'name') ?? '');
    outputs.set(variable ?? '', names);
  }
  expect(outputs.size).toBeGreaterThan(10);
  const reads = [...models, ...tables].flatMap(({ name, source }) =>
    [...source.matchAll(READ)].flatMap(([read, variable, field]) => {
      const given = outputs.get(variable ?? '');
      return given === undefined || given.includes(field ?? '') ? [] : [`${name}: ${read}`];
    }),
  );
  expect(reads).toEqual([]);
});

describe.each(TABLES)('%s.dmn', (id) => {
  let tables: ModdleElement[];
  beforeAll(async () => {
    tables = await decisionTables(`${id}.dmn`);
  });

  it('leaves no gap: the last row takes what no other takes', () => {
    for (const table of tables) {
      if (text(table, 'hitPolicy') === 'COLLECT') continue;
      expect(text(table, 'hitPolicy')).toBe('FIRST');
      const last = children(table, 'rule').at(-1) as ModdleElement;
      expect([idOf(last), children(last, 'inputEntry').map(entryText).join('')]).toEqual([idOf(last), '']);
    }
  });

  it('decides when nothing is known of the order', async () => {
    const file = await openDecisions(`${id}.dmn`);
    expect(file.decide(id, {}).output).not.toBeNull();
  });

  it('says in Chinese where each row comes from', () => {
    for (const rule of tables.flatMap((table) => children(table, 'rule')))
      expect([idOf(rule), text(rule, 'description')]).toEqual([
        idOf(rule),
        expect.stringMatching(/\p{Script=Han}/u),
      ]);
  });

  it('has typed columns with Chinese labels', () => {
    for (const column of tables.flatMap((table) => children(table, 'input'))) {
      expect(text(column, 'label')).toMatch(/\p{Script=Han}/u);
      const expression = child(column, 'inputExpression') as ModdleElement;
      expect(text(expression, 'typeRef')).toMatch(/^(string|number|boolean)$/);
    }
    for (const column of tables.flatMap((table) => children(table, 'output'))) {
      expect(text(column, 'label')).toMatch(/\p{Script=Han}/u);
      expect(text(column, 'typeRef')).toMatch(/^(string|number|boolean|Any)$/);
    }
  });

  it('tests and gives only values that its columns allow', () => {
    for (const table of tables) {
      for (const [columns, values, entries] of [
        [children(table, 'input'), 'inputValues', 'inputEntry'],
        [children(table, 'output'), 'outputValues', 'outputEntry'],
      ] as const) {
        columns.forEach((column, index) => {
          const allowed = child(column, values);
          if (allowed === undefined) return;
          const known = entryText(allowed).split(',');
          const used = children(table, 'rule').flatMap(
            (rule) => entryText(children(rule, entries)[index] as ModdleElement).match(/"[^"]*"/g) ?? [],
          );
          expect(used.filter((value) => !known.includes(value))).toEqual([]);
        });
      }
    }
  });
});
