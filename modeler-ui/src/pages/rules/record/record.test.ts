import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import zh from '../../../i18n/zh.json' with { type: 'json' };
import { RECORD_SHAPES, type Field } from './shapes.ts';
import { YamlText } from './yaml-text.ts';

const CONFIG = fileURLToPath(new URL('../../../../../config/', import.meta.url));
const textOf = (ruleId: string): string => readFileSync(`${CONFIG}${ruleId}.yaml`, 'utf8');

/** Places of a value that no field of the form shows. */
function unshown(value: unknown, fields: readonly Field[], place: string): string[] {
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => {
    const field = fields.find(({ name }) => name === key);
    const here = `${place}.${key}`;
    if (field === undefined) return [here];
    const { shape } = field;
    if (shape.type === 'group') return unshown(inner, shape.fields, here);
    if (shape.type === 'list')
      return (inner as unknown[]).flatMap((item) => unshown(item, shape.fields, here));
    return [];
  });
}

const namesOf = (fields: readonly Field[]): string[] =>
  fields.flatMap(({ name, shape }) => [name, ...('fields' in shape ? namesOf(shape.fields) : [])]);

describe('forms of rule files', () => {
  it.each(Object.keys(RECORD_SHAPES))('the form of %s shows all that its file says', (ruleId) => {
    const fields = RECORD_SHAPES[ruleId] ?? [];
    const file = new YamlText(textOf(ruleId));

    expect(file.fault).toBeUndefined();
    expect(unshown(file.value, fields, ruleId)).toEqual([]);
    expect(namesOf(fields).filter((name) => !Object.hasOwn(zh.ruleField, name))).toEqual([]);
  });
});

describe('a YAML file changed value by value', () => {
  it('keeps comments and everything that was not touched', () => {
    const text = textOf('watch-words');

    const changed = new YamlText(text).with(['hotspot', 'orders'], 5);

    expect(changed).toContain('# 关注词');
    expect(new YamlText(changed).value).toEqual({
      ...(new YamlText(text).value as object),
      hotspot: { orders: 5, withinHours: 24 },
    });
  });

  it('takes a place out, and says when the text is no YAML', () => {
    const taken = new YamlText('a: 1\nb: 2 # two\n').with(['a'], undefined);

    expect(taken).toBe('b: 2 # two\n');
    expect(new YamlText('a: [1').fault).toBeDefined();
  });
});
