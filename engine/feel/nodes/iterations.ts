import { numbersOf } from '../ranges.ts';
import { isRange } from '../range-and-function.ts';
import { bind, childAt, childNamed } from './builder.ts';
import type { NodeCompiler } from './builder.ts';
import { compileIterations } from './collections.ts';

/** `1..n`, or what is iterated over. A range counts through its numbers. */
export const iterationContext: NodeCompiler = (node, scope, builder) => {
  const start = builder.build(childAt(node, 0), scope);
  const endNode = node.children[1];
  if (endNode === undefined) {
    return (run, frame) => {
      const value = start(run, frame);
      return isRange(value) ? [...numbersOf(run, value.start, value.end)] : value;
    };
  }
  const end = builder.build(endNode, scope);
  return (run, frame) => [...numbersOf(run, start(run, frame), end(run, frame))];
};

/** `for x in list return …`; `partial` is the list of results so far. */
export const forExpression: NodeCompiler = (node, scope, builder) => {
  const iterations = compileIterations(childNamed(node, 'InExpressions') ?? node, scope, builder);
  const body = builder.build(childAt(node, node.children.length - 1), bind(['partial'], iterations.scope));
  return (run, frame) => {
    const frames = iterations.frames(run, frame);
    if (frames === null) return run.warn(`there is nothing to iterate over: <${node.text}>`);
    const partial: unknown[] = [];
    for (const inner of frames) partial.push(body(run, { values: { partial }, parent: inner }));
    return partial;
  };
};

/** `some x in list satisfies …` and `every …`: three-valued, as and/or are. */
export const quantifiedExpression: NodeCompiler = (node, scope, builder) => {
  const decides = childAt(node, 0).name === 'some';
  const iterations = compileIterations(childNamed(node, 'InExpressions') ?? node, scope, builder);
  const condition = builder.build(childAt(node, node.children.length - 1), iterations.scope);
  return (run, frame) => {
    const frames = iterations.frames(run, frame);
    if (frames === null) return run.warn(`there is nothing to iterate over: <${node.text}>`);
    let unknown = false;
    for (const inner of frames) {
      const value = condition(run, inner);
      if (value === decides) return decides;
      if (typeof value !== 'boolean') unknown = true;
    }
    return unknown ? null : !decides;
  };
};
