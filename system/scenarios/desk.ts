import type { JiesuClient } from '../client/index.ts';
import type { Table } from './steps.ts';

interface Component {
  readonly type: string;
  readonly key?: string;
  readonly path?: string;
  readonly label?: string;
  readonly dateLabel?: string;
  readonly valuesKey?: string;
  readonly values?: readonly Option[];
  readonly components?: readonly Component[];
}

interface Option {
  readonly label: string;
  readonly value: unknown;
}

/** A form with the options that the server fills in. */
export interface FilledForm {
  readonly form: { readonly components: readonly Component[] } | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface DeskTask {
  readonly key: string;
  readonly orderNo: string;
  readonly title: string;
  readonly dueAt: string | null;
}

/** Open tasks that a person may do. */
export async function tasksOf(person: JiesuClient, orderNo?: string): Promise<DeskTask[]> {
  const query = orderNo === undefined ? '' : `&orderNo=${orderNo}`;
  const page = await person.request<{ items: DeskTask[] }>('GET', `/api/tasks?scope=group&limit=100${query}`);
  return page.items;
}

/** Finds an open task by its title and hands it in, filled as a person would: by the labels of its form. */
export async function handIn(
  person: JiesuClient,
  title: string,
  table: Table,
  orderNo: string | undefined,
): Promise<void> {
  const tasks = await tasksOf(person, orderNo);
  const task = tasks.find((candidate) => candidate.title === title);
  if (task === undefined) {
    throw new Error(
      `no open task ${title}; there are: ${tasks.map((entry) => entry.title).join('、') || 'none'}`,
    );
  }
  const detail = await person.request<FilledForm>('GET', `/api/tasks/${task.key}`);
  await person.completeTask(task.key, valuesOf(table, detail));
}

/**
 * Values by the keys of a form, from a table of labels and what a person sees. A label of a list's entry is written
 * `逐项裁定.1.结论`. @throws Error naming a label that the form has not
 */
export function valuesOf(table: Table, { form, data }: FilledForm): Record<string, unknown> {
  const components = form?.components ?? [];
  const values: Record<string, unknown> = {};
  for (const [label = '', text = ''] of table) {
    const [list, index, inner] = label.split('.');
    if (index === undefined || inner === undefined) {
      const field = fieldOf(components, label);
      values[field.key ?? ''] = valueOf(field, text, data);
      continue;
    }
    const field = fieldOf(components, list ?? '');
    const entries = (values[field.path ?? ''] ??= []) as Record<string, unknown>[];
    const entry = (entries[Number(index) - 1] ??= {});
    const part = fieldOf(field.components ?? [], inner);
    entry[part.key ?? ''] = valueOf(part, text, data);
  }
  return values;
}

function fieldOf(components: readonly Component[], label: string): Component {
  const found = search(components, label);
  if (found === undefined) throw new Error(`the form has no field ${label}`);
  return found;
}

function search(components: readonly Component[], label: string): Component | undefined {
  for (const component of components) {
    if ([component.label, component.dateLabel, component.key].includes(label)) return component;
    const inside = component.path === undefined ? search(component.components ?? [], label) : undefined;
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function valueOf(field: Component, text: string, data: FilledForm['data']): unknown {
  switch (field.type) {
    case 'number':
      return Number(text);
    case 'checkbox':
      return text === '是';
    case 'select':
    case 'radio':
      return optionOf(field, text, data);
    case 'checklist':
    case 'taglist':
      return text === '' ? [] : text.split('、').map((one) => optionOf(field, one, data));
    case 'datetime':
      return text.includes(' ') ? `${text.replace(' ', 'T')}:00+08:00` : text;
    default:
      return text;
  }
}

function optionOf(field: Component, text: string, data: FilledForm['data']): unknown {
  const given =
    field.valuesKey === undefined ? field.values : (data[field.valuesKey] as readonly Option[] | undefined);
  const options = given ?? [];
  const option =
    options.find(({ label }) => label === text) ?? options.find(({ label }) => label.includes(text));
  if (option === undefined) {
    throw new Error(
      `${field.label ?? ''} has no choice ${text}; there are: ${options.map(({ label }) => label).join('、')}`,
    );
  }
  return option.value;
}
