import { z } from 'zod';

const option = z.looseObject({ label: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) });

/** A component of a form-js form, as far as the server reads it. */
export interface FormComponent {
  readonly type: string;
  readonly key?: string | undefined;
  readonly label?: string | undefined;
  readonly description?: string | undefined;
  readonly values?: readonly z.output<typeof option>[] | undefined;
  readonly valuesKey?: string | undefined;
  readonly validate?:
    | Readonly<{
        required?: boolean | undefined;
        minLength?: number | undefined;
        maxLength?: number | undefined;
        min?: number | undefined;
        max?: number | undefined;
        pattern?: string | undefined;
      }>
    | undefined;
  readonly conditional?: Readonly<{ hide?: string | undefined }> | undefined;
  readonly disabled?: unknown;
  readonly readonly?: unknown;
  readonly properties?: Readonly<Record<string, string>> | undefined;
  readonly components?: readonly FormComponent[] | undefined;
  readonly [name: string]: unknown;
}

const limit = z.coerce.number().optional().catch(undefined);

const component: z.ZodType<FormComponent> = z.lazy(() =>
  z.looseObject({
    type: z.string(),
    key: z.string().optional(),
    label: z.string().optional(),
    description: z.string().optional(),
    values: z.array(option).optional(),
    valuesKey: z.string().optional(),
    validate: z
      .looseObject({
        required: z.boolean().optional(),
        minLength: limit,
        maxLength: limit,
        min: limit,
        max: limit,
        pattern: z.string().optional(),
      })
      .optional(),
    conditional: z.looseObject({ hide: z.string().optional() }).optional(),
    properties: z.record(z.string(), z.string()).optional(),
    components: z.array(component).optional(),
  }),
);

/** A .form file of bpmn/. */
export const formSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  components: z.array(component),
});

/** A form as form-js shows it. */
export type Form = z.output<typeof formSchema>;

const INPUTS = new Set([
  'textfield',
  'textarea',
  'number',
  'checkbox',
  'select',
  'radio',
  'checklist',
  'taglist',
  'datetime',
]);

/** Whether a component takes a value from the person. */
export function isInput(entry: FormComponent): entry is FormComponent & { readonly key: string } {
  return INPUTS.has(entry.type) && entry.key !== undefined;
}

/** Whether a component is a list of entries that a person adds to; its `path` is the name of the list. */
export function isList(entry: FormComponent): entry is FormComponent & { readonly path: string } {
  return entry.type === 'dynamiclist' && typeof entry['path'] === 'string';
}
