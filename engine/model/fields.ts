import type { EngineError } from '../errors.ts';
import { compileExpression } from '../feel/index.ts';
import type { Expression } from '../feel/expression.ts';
import type { ProblemList } from './draft.ts';

/** Reads attributes that hold expressions, and reports those that are missing or malformed. */
export class FieldReader {
  readonly problems: ProblemList;

  constructor(problems: ProblemList) {
    this.problems = problems;
  }

  /** A literal that stands for an absent source. */
  literal(value: string): Expression {
    return compileExpression(value);
  }

  /** FEEL with a leading `=` or a literal; undefined when absent or malformed (which is reported). */
  optional(elementId: string, what: string, source: string | undefined): Expression | undefined {
    if (source === undefined) return undefined;
    try {
      return compileExpression(source.trim());
    } catch (error) {
      this.problems.add(elementId, `${what}: ${(error as EngineError).message}`);
      return undefined;
    }
  }

  /** As optional, but absence is reported too. */
  required(elementId: string, what: string, source: string | undefined): Expression | undefined {
    if (source === undefined) this.problems.add(elementId, `${what} is missing`);
    return this.optional(elementId, what, source);
  }

  /** As required, and it must be FEEL: a literal makes no sense here. */
  requiredFeel(elementId: string, what: string, source: string | undefined): Expression | undefined {
    const expression = this.required(elementId, what, source);
    if (expression?.isStatic !== true) return expression;
    this.problems.add(
      elementId,
      `${what} must be a FEEL expression with a leading "=", it is <${expression.source}>`,
    );
    return undefined;
  }

  optionalFeel(elementId: string, what: string, source: string | undefined): Expression | undefined {
    return source === undefined ? undefined : this.requiredFeel(elementId, what, source);
  }
}
