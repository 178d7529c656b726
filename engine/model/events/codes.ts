import type { Expression } from '../../feel/expression.ts';
import type { FieldReader } from '../fields.ts';
import { child, text } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';
import { isCatching } from './position.ts';
import type { EventPosition } from './position.ts';

/** What an event definition names by reference: the error's code, the escalation's code, the signal's name. */
interface CodeReference {
  readonly reference: string;
  readonly property: string;
  readonly what: string;
}

/**
 * The code that a definition refers to. Catching without a reference catches all, so absence is an answer there; a code
 * that is caught must be static, because it is looked up when something is thrown.
 */
export function readCode(
  definition: ModdleElement,
  named: CodeReference,
  position: EventPosition,
  fields: FieldReader,
): { readonly code?: Expression } | undefined {
  const target = child(definition, named.reference);
  if (target === undefined) {
    if (isCatching(position)) return {};
    fields.problems.add(position.elementId, `no ${named.what} is referenced`);
    return undefined;
  }
  const code = fields.required(
    position.elementId,
    `the ${named.what} code of <${text(target, 'id') ?? ''}>`,
    text(target, named.property),
  );
  if (code === undefined) return undefined;
  if (isCatching(position) && !code.isStatic) {
    fields.problems.add(
      position.elementId,
      `the ${named.what} code of a catch event must be static, it is <${code.source}>`,
    );
    return undefined;
  }
  return { code };
}
