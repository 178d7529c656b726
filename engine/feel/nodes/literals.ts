import { literalOf } from '../functions/temporal.ts';
import { childAt } from './builder.ts';
import type { NodeCompiler } from './builder.ts';

export const numericLiteral: NodeCompiler = (node) => {
  const value = Number(node.text.replace(/\s/g, ''));
  return () => value;
};

export const booleanLiteral: NodeCompiler = (node) => {
  const value = node.text === 'true';
  return () => value;
};

export const nullLiteral: NodeCompiler = () => () => null;

export const stringLiteral: NodeCompiler = (node) => {
  const value = unescapeString(node.text);
  return () => value;
};

/** `@"2026-01-01"`: a date, time, date-time or duration by its look. */
export const atLiteral: NodeCompiler = (node) => {
  const source = unescapeString(childAt(node, 0).text);
  return (run) => literalOf(run, source);
};

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** The text between the quotes with its escapes: \n \r \t \" \\ \uXXXX \UXXXXX or \UXXXXXX. */
export function unescapeString(source: string): string {
  const inner = source.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  return inner.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{5,6})|(.))/gsu,
    (whole, four: string | undefined, six: string | undefined, single: string) => {
      const code = four ?? six;
      if (code !== undefined) return String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff));
      return ESCAPES[single] ?? whole;
    },
  );
}
