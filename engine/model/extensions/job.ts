import type { JobDefinition } from '../graph.ts';
import type { FieldReader } from '../fields.ts';
import { children, extension, text } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';

/** Attempts of a job where the model names no number. */
export const DEFAULT_RETRIES = '3';

/** The element's zeebe:taskDefinition with its zeebe:taskHeaders; undefined where it has none. */
export function readJob(
  source: ModdleElement,
  elementId: string,
  fields: FieldReader,
): JobDefinition | undefined {
  const definition = extension(source, 'zeebe:TaskDefinition');
  if (definition === undefined) return undefined;
  const type = fields.required(elementId, 'the type of zeebe:taskDefinition', text(definition, 'type'));
  const retries = fields.optional(
    elementId,
    'the retries of zeebe:taskDefinition',
    text(definition, 'retries') ?? DEFAULT_RETRIES,
  );
  if (retries?.isStatic === true && !/^-?\d+$/.test(retries.source)) {
    fields.problems.add(
      elementId,
      `the retries of zeebe:taskDefinition must be a number, they are <${retries.source}>`,
    );
  }
  if (type === undefined || retries === undefined) return undefined;
  return { type, retries, headers: readHeaders(source) };
}

/** The element's zeebe:taskHeaders as a record. */
export function readHeaders(source: ModdleElement): Readonly<Record<string, string>> {
  return headersOf(extension(source, 'zeebe:TaskHeaders'));
}

/** A zeebe:taskHeaders element as a record; a header without a key is left out, as Zeebe does. */
export function headersOf(holder: ModdleElement | undefined): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const header of holder === undefined ? [] : children(holder, 'values')) {
    const key = text(header, 'key');
    if (key !== undefined) headers[key] = text(header, 'value') ?? '';
  }
  return headers;
}
