import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';
import { HANDLERS } from '@jiesu/workers';

const BPMN = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'bpmn');

interface Template {
  readonly id: string;
  readonly name: string;
  readonly icon?: unknown;
  readonly elementType: { readonly value: string };
  readonly properties: readonly {
    readonly value?: unknown;
    readonly choices?: readonly { readonly value: string }[];
    readonly binding: { readonly type: string; readonly property?: string; readonly key?: string };
  }[];
}

const files = readdirSync(path.join(BPMN, 'templates'));
const templates = files.map(
  (file) => JSON.parse(readFileSync(path.join(BPMN, 'templates', file), 'utf8')) as Template,
);
const models = readdirSync(BPMN)
  .filter((name) => name.endsWith('.bpmn'))
  .map((name) => readFileSync(path.join(BPMN, name), 'utf8'))
  .join('\n');
const jobTypes = new Set(HANDLERS.map(({ type }) => type));
const valuesOf = ({ properties }: Template, type: string, property?: string): string[] =>
  properties
    .filter(({ binding }) => binding.type === type && binding.property === property)
    .map(({ value }) => String(value));

const VALIDATE = `
import { validateAllZeebe } from '@bpmn-io/element-templates-validator';
import { readFileSync } from 'node:fs';
const { results } = validateAllZeebe(JSON.parse(readFileSync(0, 'utf8')));
console.log(JSON.stringify(results.flatMap(({ errors, object }) =>
  (errors ?? []).map(({ message }) => object.id + ': ' + message))));
`;

describe('element templates of the domain', () => {
  it('are named by their files, each with a name of its own and an icon', () => {
    expect(templates.map(({ id }) => `${id.replace('jiesu.', '')}.json`)).toEqual(files);
    expect(new Set(templates.map(({ name }) => name)).size).toBe(templates.length);
    expect(templates.filter(({ icon }) => icon === undefined)).toEqual([]);
  });

  it('are valid by the schema of the format', () => {
    // in a process of its own: Jest can not load the validator, whose parts are modules of both kinds
    const faults = execFileSync(process.execPath, ['--input-type=module', '-e', VALIDATE], {
      cwd: path.dirname(BPMN),
      input: JSON.stringify(templates),
      encoding: 'utf8',
    });
    expect(JSON.parse(faults)).toEqual([]);
  });

  it('name only job types that a worker takes, forms that exist and processes that exist', () => {
    const jobs = templates.flatMap((template) => [
      ...valuesOf(template, 'zeebe:taskDefinition', 'type'),
      ...template.properties
        .filter(({ binding }) => binding.type === 'zeebe:taskListener')
        .map(({ value }) => String(value)),
    ]);
    const forms = templates.flatMap((template) => valuesOf(template, 'zeebe:formDefinition', 'formId'));
    const processes = templates.flatMap((template) => valuesOf(template, 'zeebe:calledElement', 'processId'));

    expect(jobs.length).toBeGreaterThan(20);
    expect(jobs.filter((type) => !jobTypes.has(type))).toEqual([]);
    expect(forms.filter((id) => !readdirSync(BPMN).includes(`${id}.form`))).toEqual([]);
    expect(processes.filter((id) => !models.includes(`<bpmn:process id="${id}"`))).toEqual([]);
  });

  it('offer every value of a header that the models use', () => {
    const missing = templates.flatMap((template) => {
      const [type] = valuesOf(template, 'zeebe:taskDefinition', 'type');
      if (type === undefined) return [];
      const tasks = models.split('<bpmn:serviceTask ').filter((task) => task.includes(`type="${type}"`));
      return template.properties.flatMap(({ binding, choices }) => {
        if (choices === undefined) return [];
        const used = tasks.flatMap((task) =>
          [
            ...(task.split('</bpmn:serviceTask>')[0] ?? '').matchAll(
              new RegExp(`key="${binding.key ?? ''}" value="([^"]*)"`, 'g'),
            ),
          ].map(([, value]) => value ?? ''),
        );
        return used
          .filter((value) => !choices.some((choice) => choice.value === value))
          .map((value) => `${template.id} ${binding.key ?? ''}=${value}`);
      });
    });

    expect([...new Set(missing)]).toEqual([]);
  });
});
