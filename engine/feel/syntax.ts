import { parseExpression, parseUnaryTests } from '@bpmn-io/feelin';
import { EngineError } from '../errors.ts';

/** Bounds that are checked when an expression is compiled. */
export const SYNTAX_LIMITS = {
  /** Characters. */
  length: 16_384,
  /** Brackets, and nodes of the syntax tree, inside of one another. */
  depth: 128,
} as const;

/** A node of the syntax tree, by the names of the FEEL grammar of lezer-feel; comments and white space are left out. */
export interface SyntaxNode {
  readonly name: string;
  readonly text: string;
  readonly children: readonly SyntaxNode[];
}

/** Names that the parser reads as one only when it is told so, because they hold a key word. */
const NAMES_WITH_KEYWORDS = { 'get or else': null };

/** @throws EngineError INVALID_ARGUMENT, which says where the expression is malformed, or which limit it exceeds */
export function parseFeel(source: string, kind: 'expression' | 'unary tests'): SyntaxNode {
  checkLimits(source);
  return parseGrammar(withTypesOfGrammar(source), kind);
}

/** Camunda's names of types that the grammar reads as a subtraction, or not at all, with how the specification writes them. */
const TYPES: Readonly<Record<string, string>> = {
  'day-time-duration': 'days and time duration',
  'year-month-duration': 'years and months duration',
  function: 'function<Any> -> Any',
};

/** The source with its types written so that the grammar knows them; strings are left as they are. */
function withTypesOfGrammar(source: string): string {
  if (!source.includes('instance')) return source;
  return source.replace(
    /"(?:\\.|[^"\\])*"|(\binstance\s+of\s+)(day-time-duration|year-month-duration|function(?!\s*<))\b/gs,
    (whole, before: string | undefined, type: string | undefined) =>
      before === undefined ? whole : before + (TYPES[type ?? ''] ?? ''),
  );
}

function parseGrammar(source: string, kind: 'expression' | 'unary tests'): SyntaxNode {
  const parse = kind === 'expression' ? parseExpression : parseUnaryTests;
  const root: MutableNode = { name: 'root', text: source, children: [] };
  const stack: MutableNode[] = [root];
  parse(source, NAMES_WITH_KEYWORDS, 'camunda').iterate({
    enter(reference) {
      if (reference.type.isError) throw malformed(source, reference.from, reference.to);
      if (reference.type.isSkipped) return false;
      const node: MutableNode = {
        name: reference.name,
        text: source.slice(reference.from, reference.to),
        children: [],
      };
      stack.at(-1)?.children.push(node);
      stack.push(node);
      if (stack.length > SYNTAX_LIMITS.depth) throw tooDeep();
      return true;
    },
    leave(reference) {
      if (!reference.type.isSkipped) stack.pop();
    },
  });
  const [top] = root.children;
  if (top === undefined) throw malformed(source, 0, 0);
  return top;
}

interface MutableNode extends SyntaxNode {
  readonly children: MutableNode[];
}

/** Refuses, before the parser recurses into it, what is longer or nested deeper than any honest expression. */
function checkLimits(source: string): void {
  if (source.length > SYNTAX_LIMITS.length) {
    throw new EngineError(
      'INVALID_ARGUMENT',
      `the expression is longer than ${SYNTAX_LIMITS.length} characters`,
    );
  }
  let depth = 0;
  for (const character of source) {
    if (character === '(' || character === '[' || character === '{') depth += 1;
    else if (character === ')' || character === ']' || character === '}') depth -= 1;
    if (depth > SYNTAX_LIMITS.depth) throw tooDeep();
  }
}

function tooDeep(): EngineError {
  return new EngineError('INVALID_ARGUMENT', `the expression is nested deeper than ${SYNTAX_LIMITS.depth}`);
}

function malformed(source: string, from: number, to: number): EngineError {
  const where =
    from >= source.length
      ? 'at its end'
      : `at character ${from + 1}, near <${source.slice(from, Math.max(to, from + 10))}>`;
  return new EngineError('INVALID_ARGUMENT', `malformed FEEL <${source}>: unexpected ${where}`);
}
