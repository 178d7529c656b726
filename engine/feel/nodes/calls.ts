import { EngineError } from '../../errors.ts';
import { isFunction, makeFunction } from '../range-and-function.ts';
import { functionNamed } from '../functions/registry.ts';
import type { LibraryFunction } from '../functions/registry.ts';
import { EvaluationFailure } from '../run.ts';
import type { Evaluate, Frame, Run } from '../run.ts';
import type { SyntaxNode } from '../syntax.ts';
import { bind, childAt, childNamed, isBound, nameOf } from './builder.ts';
import type { Builder, NodeCompiler, StaticScope } from './builder.ts';
import { unescapeString } from './literals.ts';

/** Arguments by position, or by name. */
type Arguments = (run: Run, frame: Frame | undefined, parameterNames: readonly string[]) => unknown[] | null;

/** `f(a, b)`, `f(x: a)`: a function of the library unless the expression itself binds the name. */
export const functionInvocation: NodeCompiler = (node, scope, builder) => {
  const target = childAt(node, 0);
  const name = target.name === 'PathExpression' ? undefined : nameOf(target);
  if (name === 'is defined') return isDefined(node, scope, builder);
  const args = compileArguments(node, scope, builder);
  if (name !== undefined && !isBound(name, scope)) {
    const known = functionNamed(name);
    refuseConstants(known, node);
    if (known !== undefined) return (run, frame) => callLibrary(known, name, args, run, frame);
    builder.names.add(name);
    return (run, frame) => callVariable(run.context.get(name), name, args, run, frame);
  }
  const callee = builder.build(target, scope);
  return (run, frame) => {
    const value = callee(run, frame);
    if (!isFunction(value)) return run.warn(`<${target.text}> is no function`);
    const given = args(run, frame, value.parameterNames);
    return given === null ? null : (value.invoke(given) ?? null);
  };
};

/** A function that is the value of a variable, as a business knowledge model is. */
function callVariable(
  value: unknown,
  name: string,
  args: Arguments,
  run: Run,
  frame: Frame | undefined,
): unknown {
  if (!isFunction(value)) return run.warn(`no function found with name '${name}'`);
  const given = args(run, frame, value.parameterNames);
  return given === null ? null : (value.invoke(given) ?? null);
}

/** @throws EngineError INVALID_ARGUMENT when a function can never be called with the constants it is given */
function refuseConstants(known: LibraryFunction | undefined, node: SyntaxNode): void {
  if (known?.refuse === undefined) return;
  const constants = childNamed(node, 'PositionalParameters')?.children.map((argument) =>
    argument.name === 'StringLiteral' ? unescapeString(argument.text) : undefined,
  );
  const refusal = known.refuse(constants ?? []);
  if (refusal !== undefined) throw new EngineError('INVALID_ARGUMENT', `<${node.text}>: ${refusal}`);
}

function callLibrary(
  known: LibraryFunction,
  name: string,
  args: Arguments,
  run: Run,
  frame: Frame | undefined,
): unknown {
  const given = args(run, frame, known.parameters);
  if (given === null) return null;
  const isVariadic = known.parameters.at(-1)?.startsWith('...') === true;
  if (given.length > known.parameters.length && !isVariadic) {
    return run.warn(
      `the function '${name}' takes ${known.parameters.length} arguments, it was given ${given.length}`,
    );
  }
  run.step();
  try {
    return known.call(run, given) ?? null;
  } catch (error) {
    if (error instanceof EvaluationFailure) throw error;
    return run.warn(
      `the function '${name}' failed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function compileArguments(node: SyntaxNode, scope: StaticScope | undefined, builder: Builder): Arguments {
  const named = childNamed(node, 'NamedParameters');
  if (named === undefined) {
    const positional =
      childNamed(node, 'PositionalParameters')?.children.map((child) => builder.build(child, scope)) ?? [];
    return (run, frame) => positional.map((argument) => argument(run, frame));
  }
  const entries = new Map<string, Evaluate>();
  for (const entry of named.children)
    entries.set(nameOf(childAt(entry, 0)), builder.build(childAt(entry, 1), scope));
  return (run, frame, parameterNames) => {
    const values: unknown[] = [];
    for (const [name, argument] of entries) {
      const index = positionOf(name, parameterNames, values);
      if (index === undefined) {
        run.warn(`there is no parameter '${name}'; parameters are ${parameterNames.join(', ')}`);
        return null;
      }
      values[index] = argument(run, frame);
    }
    return Array.from(values);
  };
}

/** The first parameter of that name, or with that other name, that has no argument yet. */
function positionOf(
  name: string,
  parameterNames: readonly string[],
  given: readonly unknown[],
): number | undefined {
  const index = parameterNames.findIndex(
    (names, position) =>
      !(position in given) &&
      names
        .replace(/^\.\.\./, '')
        .split('|')
        .includes(name),
  );
  return index < 0 ? undefined : index;
}

/** `is defined(a.b)`: whether there is a value, without a warning where there is none. */
function isDefined(node: SyntaxNode, scope: StaticScope | undefined, builder: Builder): Evaluate {
  const argument = childNamed(node, 'PositionalParameters')?.children[0];
  if (argument === undefined) return (run) => run.warn("the function 'is defined' takes one argument");
  const value = builder.build(argument, scope);
  return (run, frame) => run.muted(() => value(run, frame)) !== null;
}

/** `date("2026-01-01")` and the others whose names are key words. */
export const dateTimeLiteral: NodeCompiler = (node, scope, builder) => {
  const [first] = node.children;
  if (first?.name === 'AtLiteral') return builder.build(first, scope);
  return functionInvocation(node, undefined, {
    names: builder.names,
    build: (child) => builder.build(child, scope),
  });
};

/** `function(x, y) x + y` */
export const functionDefinition: NodeCompiler = (node, scope, builder) => {
  const parameters = (childNamed(node, 'FormalParameters')?.children ?? []).map((parameter) =>
    nameOf(childAt(parameter, 0)),
  );
  const body = builder.build(childNamed(node, 'FunctionBody') ?? node, bind(parameters, scope));
  return (run, frame) =>
    makeFunction(parameters, (args) => {
      const values = Object.fromEntries(parameters.map((name, index) => [name, args[index] ?? null]));
      return run.call(() => body(run, { values, parent: frame }));
    });
};
