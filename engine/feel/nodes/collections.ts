import { rangeOf } from '../ranges.ts';
import type { Evaluate, Frame, Run } from '../run.ts';
import type { SyntaxNode } from '../syntax.ts';
import { define, isContext, isList } from '../values.ts';
import { bind, childAt, nameOf } from './builder.ts';
import type { Builder, NodeCompiler, StaticScope } from './builder.ts';
import { unescapeString } from './literals.ts';

/** A list; one of a million entries can't be written, so only the entries' own work counts. */
export const list: NodeCompiler = (node, scope, builder) => {
  const items = node.children.slice(1, -1).map((item) => builder.build(item, scope));
  return (run, frame) => items.map((item) => item(run, frame));
};

/** A context; an entry sees those before it. */
export const context: NodeCompiler = (node, scope, builder) => {
  const keys: string[] = [];
  const entries = node.children.slice(1, -1).map((entry) => {
    const key = keyOf(childAt(entry, 0));
    const value = builder.build(childAt(entry, 1), keys.length === 0 ? scope : bind(keys, scope));
    keys.push(key);
    return { key, value };
  });
  return (run, frame) => {
    const values: Record<string, unknown> = {};
    const inner: Frame = { values, parent: frame };
    entries.forEach(({ key, value }, index) => {
      define(values, key, value(run, index === 0 ? frame : inner));
    });
    return values;
  };
};

function keyOf(key: SyntaxNode): string {
  const [only] = key.children;
  if (only === undefined) return key.text.trim();
  return only.name === 'StringLiteral' ? unescapeString(only.text) : nameOf(only);
}

/** `[1..5]`, `]1..5)`: brackets that face away exclude the end. */
export const interval: NodeCompiler = (node, scope, builder) => {
  const start = builder.build(childAt(node, 1), scope);
  const end = builder.build(childAt(node, 2), scope);
  const startIncluded = childAt(node, 0).text === '[';
  const endIncluded = childAt(node, 3).text === ']';
  return (run, frame) => rangeOf(run, start(run, frame), end(run, frame), startIncluded, endIncluded);
};

/** Filters that give a truth for each item; others may be an index. */
const TESTS: ReadonlySet<string> = new Set([
  'Comparison',
  'Conjunction',
  'Disjunction',
  'QuantifiedExpression',
  'InstanceOfExpression',
]);

/** `list[2]`, `list[-1]`, `list[item > 5]`, `list[name = "x"]`. What is no list is one of a single item. */
export const filterExpression: NodeCompiler = (node, scope, builder) => {
  const target = builder.build(childAt(node, 0), scope);
  const filterNode = childAt(node, 2);
  const test = builder.build(filterNode, bind(['item'], scope, true));
  const mayBeIndex = !TESTS.has(filterNode.name);
  const index = mayBeIndex ? builder.build(filterNode, scope) : undefined;
  return (run, frame) => {
    const value = target(run, frame);
    if (value === null) return null;
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const position = index === undefined ? undefined : run.muted(() => index(run, frame));
    if (typeof position === 'number')
      return items[position < 0 ? items.length + position : position - 1] ?? null;
    return items.filter((item) => passes(item, test, run, frame));
  };
};

function passes(item: unknown, test: Evaluate, run: Run, frame: Frame | undefined): boolean {
  run.step();
  const own = isContext(item) ? { item, ...item } : { item };
  return test(run, { values: own, parent: frame }) === true;
}

/** The names and lists of `for x in a, y in b` and `some x in a`, and the scope in which their body stands. */
export function compileIterations(
  node: SyntaxNode,
  scope: StaticScope | undefined,
  builder: Builder,
): {
  readonly scope: StaticScope | undefined;
  readonly frames: (run: Run, frame: Frame | undefined) => Generator<Frame> | null;
} {
  let inner = scope;
  const iterators = node.children.map((expression) => {
    const name = nameOf(childAt(expression, 0));
    const source = builder.build(childAt(expression, 2), inner);
    inner = bind([name], inner);
    return { name, source };
  });
  function* expand(run: Run, frame: Frame | undefined, depth: number, items: unknown): Generator<Frame> {
    const name = iterators[depth]?.name ?? '';
    const next = iterators[depth + 1];
    for (const item of isList(items) ? items : items === null ? [] : [items]) {
      run.step();
      const inner: Frame = { values: { [name]: item }, parent: frame };
      if (next === undefined) yield inner;
      else yield* expand(run, inner, depth + 1, next.source(run, inner));
    }
  }
  return {
    scope: inner,
    frames: (run, frame) => {
      const items = iterators[0]?.source(run, frame) ?? null;
      return items === null ? null : expand(run, frame, 0, items);
    },
  };
}
