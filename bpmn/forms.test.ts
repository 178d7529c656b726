import { describe, expect, it } from '@jest/globals';
import { modelFiles, modelText } from './testing/models.ts';

interface Component {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly label?: string;
  readonly dateLabel?: string;
  readonly values?: readonly { readonly value: string; readonly label: string }[];
  readonly valuesKey?: string;
  readonly validate?: {
    readonly required?: boolean;
    readonly minLength?: number;
    readonly maxLength?: number;
  };
  readonly conditional?: { readonly hide: string };
  readonly properties: Readonly<Record<string, string>>;
}

interface Form {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly executionPlatformVersion: string;
  readonly components: readonly Component[];
}

const form = (name: string): Form => JSON.parse(modelText(name)) as Form;

/** What the process gets from each form; everything else stays in the database. */
const PROCESS_VARIABLES: Readonly<Record<string, readonly string[]>> = {
  'arrive-on-site.form': [],
  'call-back.form': ['callbackResult', 'solved', 'redoAsked'],
  'choose-unit.form': ['unitId'],
  'contact-caller.form': [],
  'handle-order.form': [],
  'make-safe.form': [],
  'review-reply.form': ['reviewResult'],
  'sign-order.form': ['signResult'],
};

describe.each(modelFiles('.form'))('%s', (name) => {
  it('is named after its id and made for the platform of the models', () => {
    expect(form(name)).toMatchObject({
      id: name.replace('.form', ''),
      type: 'default',
      schemaVersion: 19,
      executionPlatformVersion: '8.8.0',
    });
  });

  it('gives the process what it decides on, and never a text', () => {
    const scoped = form(name).components.filter((component) => component.properties.scope === 'process');
    expect(scoped.map((component) => component.key)).toEqual(PROCESS_VARIABLES[name]);
    expect(scoped.filter((component) => /text/.test(component.type))).toEqual([]);
  });

  it('speaks Chinese, and English in its properties', () => {
    for (const { label, dateLabel, properties, values = [] } of form(name).components) {
      expect(label ?? dateLabel).toMatch(/\p{Script=Han}/u);
      expect(properties.labelEn).toMatch(/^[\x20-\x7e]+$/);
      for (const { value, label: option } of values) {
        expect(option).toMatch(/\p{Script=Han}/u);
        expect(properties[`valueEn.${value}`]).toMatch(/^[\x20-\x7e]+$/);
      }
    }
  });

  it('limits every text', () => {
    const texts = form(name).components.filter((component) => component.type === 'textarea');
    for (const { validate } of texts) expect(validate?.maxLength).toBeLessThanOrEqual(5000);
  });

  it('has unlike ids and keys', () => {
    const { components } = form(name);
    expect(new Set(components.map((component) => component.id)).size).toBe(components.length);
    expect(new Set(components.map((component) => component.key)).size).toBe(components.length);
  });
});

describe('a form asks only what it needs', () => {
  it.each([
    ['sign-order.form', ['reason', 'legalBasis', 'suggestedUnitId'], '=signResult != "return"'],
    ['review-reply.form', ['reviewNote'], '=reviewResult != "reject"'],
    ['call-back.form', ['dissatisfiedReason'], '=callbackResult != "dissatisfied"'],
  ])('%s requires %j only where it shows them', (name, keys, hide) => {
    const components = form(name).components.filter((component) => keys.includes(component.key));
    expect(components).toHaveLength(keys.length);
    for (const component of components) {
      expect(component.conditional?.hide).toBe(hide);
      expect(component.validate?.required).toBe(true);
    }
  });

  it('lets the server fill in the units', () => {
    const choices = ['choose-unit.form', 'sign-order.form'].flatMap((name) =>
      form(name).components.filter((component) => component.valuesKey === 'units'),
    );
    expect(choices.map((component) => component.key)).toEqual(['unitId', 'suggestedUnitId']);
  });
});
