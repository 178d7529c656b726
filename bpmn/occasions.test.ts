import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

const bpmn = path.dirname(fileURLToPath(import.meta.url));
const config = path.join(bpmn, '../config');

/** Occasions of reminders and documents that the models name in their headers. */
function occasionsOfModels(): string[] {
  return readdirSync(bpmn)
    .filter((name) => name.endsWith('.bpmn'))
    .flatMap((name) => [
      ...readFileSync(path.join(bpmn, name), 'utf8').matchAll(/key="occasion" value="([^"]+)"/gu),
    ])
    .map(([, occasion = '']) => occasion);
}

/** Occasions that the table of supervision names, the second output of each row. */
function occasionsOfSupervision(): string[] {
  const table = readFileSync(path.join(config, 'supervision-steps.dmn'), 'utf8');
  return [...table.matchAll(/<rule .*?<\/rule>/gsu)].map(([rule]) => {
    const outputs = [...rule.matchAll(/<outputEntry .*?<text>"?([^<"]*)"?<\/text>/gsu)];
    return outputs[1]?.[1] ?? '';
  });
}

describe('occasions of reminders', () => {
  const { words } = parse(readFileSync(path.join(config, 'notifications.yaml'), 'utf8')) as {
    words: Readonly<Record<string, unknown>>;
  };

  it.each([
    ['models', occasionsOfModels()],
    ['supervision-steps', occasionsOfSupervision()],
  ])('of the %s have words, so that nobody reads a code', (_source, occasions) => {
    expect(occasions.length).toBeGreaterThan(10);
    expect(occasions.filter((occasion) => words[occasion] === undefined)).toEqual([]);
  });
});
