import type { EngineError } from '../errors.ts';
import { compileFeel, compileUnaryTests } from '../feel/index.ts';
import type { Expression, UnaryTests } from '../feel/index.ts';
import type { ProblemList } from '../model/draft.ts';
import { text } from '../model/moddle.ts';
import type { ModdleElement } from '../model/moddle.ts';

/** Reads the expressions of a DMN file, which have no leading `=`, and reports those that are malformed. */
export class DmnFieldReader {
  readonly problems: ProblemList;

  constructor(problems: ProblemList) {
    this.problems = problems;
  }

  /** The FEEL in an element's text; undefined when it is empty, or malformed (which is reported). */
  expression(elementId: string, what: string, holder: ModdleElement | undefined): Expression | undefined {
    const source = this.#source(elementId, what, holder);
    return source === undefined ? undefined : this.#reported(elementId, what, () => compileFeel(source));
  }

  /** The unary tests in an element's text; undefined when they are malformed, which is reported. */
  unaryTests(elementId: string, what: string, holder: ModdleElement | undefined): UnaryTests | undefined {
    const source = this.#source(elementId, what, holder) ?? '-';
    return this.#reported(elementId, what, () => compileUnaryTests(source));
  }

  #source(elementId: string, what: string, holder: ModdleElement | undefined): string | undefined {
    if (holder === undefined) return undefined;
    const language = text(holder, 'expressionLanguage');
    if (language !== undefined && !/feel/i.test(language)) {
      this.problems.add(elementId, `${what} is written in <${language}>, only FEEL can be evaluated`);
      return undefined;
    }
    return text(holder, 'text')?.trim();
  }

  #reported<Value>(elementId: string, what: string, compile: () => Value): Value | undefined {
    try {
      return compile();
    } catch (error) {
      this.problems.add(elementId, `${what}: ${(error as EngineError).message}`);
      return undefined;
    }
  }
}
