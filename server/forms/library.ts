import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '@jiesu/domain';
import { formSchema } from './form-schema.ts';
import type { Form } from './form-schema.ts';

/** The forms of bpmn/, by their id. */
export type FormLibrary = ReadonlyMap<string, Form>;

/** Reads every .form file of a folder. @throws DomainError CONFIG_INVALID naming the file */
export async function readForms(folder: string): Promise<FormLibrary> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.form'));
  const forms = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8');
      const form = formSchema.safeParse(parse(text));
      if (form.success) return form.data;
      const detail = `${name}: ${form.error.issues[0]?.message ?? 'not a form'}`;
      throw new DomainError('CONFIG_INVALID', { params: { detail } });
    }),
  );
  return new Map(forms.map((form) => [form.id, form]));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
