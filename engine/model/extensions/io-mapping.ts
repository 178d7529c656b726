import type { VariableMapping } from '../graph.ts';
import type { FieldReader } from '../fields.ts';
import { children, extension, text } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';

const TARGET = /^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u;

/** The element's zeebe:ioMapping: inputs and outputs in the order of the model. */
export function readMappings(
  source: ModdleElement,
  elementId: string,
  fields: FieldReader,
): { inputs: VariableMapping[]; outputs: VariableMapping[] } {
  const holder = extension(source, 'zeebe:IoMapping');
  if (holder === undefined) return { inputs: [], outputs: [] };
  const read = (property: string, what: string): VariableMapping[] =>
    children(holder, property).flatMap((parameter) =>
      readMapping(parameter, `${what} mapping`, elementId, fields),
    );
  return { inputs: read('inputParameters', 'input'), outputs: read('outputParameters', 'output') };
}

function readMapping(
  parameter: ModdleElement,
  what: string,
  elementId: string,
  fields: FieldReader,
): VariableMapping[] {
  const target = text(parameter, 'target')?.trim();
  if (target === undefined || !TARGET.test(target)) {
    fields.problems.add(elementId, `the target <${target ?? ''}> of an ${what} is not a variable name`);
    return [];
  }
  const source = fields.required(
    elementId,
    `the source of the ${what} to <${target}>`,
    text(parameter, 'source'),
  );
  return source === undefined ? [] : [{ source, target: target.split('.') }];
}
