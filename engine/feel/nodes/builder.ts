import type { Evaluate } from '../run.ts';
import type { SyntaxNode } from '../syntax.ts';

/** Names bound around a piece of an expression. */
export interface StaticScope {
  readonly bound: ReadonlySet<string>;
  /** True inside of a filter, where the fields of the item are names too. */
  readonly open: boolean;
  readonly parent: StaticScope | undefined;
}

/** Compiles the pieces of one expression, and gathers the names of variables that it reads. */
export interface Builder {
  readonly names: Set<string>;
  build(node: SyntaxNode, scope: StaticScope | undefined): Evaluate;
}

export type NodeCompiler = (node: SyntaxNode, scope: StaticScope | undefined, builder: Builder) => Evaluate;

export function isBound(name: string, scope: StaticScope | undefined): boolean {
  for (let level = scope; level !== undefined; level = level.parent) if (level.bound.has(name)) return true;
  return false;
}

export function bind(names: Iterable<string>, parent: StaticScope | undefined, open = false): StaticScope {
  return { bound: new Set(names), open, parent };
}

/** The child of that index; the grammar promises it. */
export function childAt(node: SyntaxNode, index: number): SyntaxNode {
  const child = node.children[index];
  if (child === undefined) throw new Error(`<${node.name}> has no part ${index}: <${node.text}>`);
  return child;
}

export function childNamed(node: SyntaxNode, name: string): SyntaxNode | undefined {
  return node.children.find((child) => child.name === name);
}

/** The name that a VariableName, Name or ParameterName spells: white space collapsed, backticks taken off. */
export function nameOf(node: SyntaxNode): string {
  const [only] = node.children;
  if (only?.name === 'BacktickIdentifier') return only.text.slice(1, -1);
  if (node.name === 'ParameterName' && only !== undefined) return nameOf(only);
  return node.text.trim().replace(/\s+/g, ' ');
}
