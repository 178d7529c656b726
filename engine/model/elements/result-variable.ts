import type { FieldReader } from '../fields.ts';
import { text } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';

/** The resultVariable of a zeebe:calledDecision or zeebe:script; its absence is reported. */
export function resultVariable(
  holder: ModdleElement,
  what: string,
  elementId: string,
  fields: FieldReader,
): string | undefined {
  const name = text(holder, 'resultVariable')?.trim();
  if (name === undefined) fields.problems.add(elementId, `the result variable of ${what} is missing`);
  return name;
}
