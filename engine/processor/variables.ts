import { EngineError } from '../errors.ts';
import type { VariableContext } from '../feel/index.ts';
import type { VariableScope } from '../state/index.ts';
import type { Variables } from './commands.ts';
import type { Execution } from './execution.ts';

/** The value that a scope sees under a name: its own, or that of the nearest scope around it. */
export function findVariable(x: Execution, scopeKey: number, name: string): unknown {
  for (let key = scopeKey; key !== 0; key = x.state.instances.get(key)?.scopeKey ?? 0) {
    const variable = x.state.variables.get(key)?.get(name);
    if (variable !== undefined) return variable.value;
  }
  return undefined;
}

/** The variables of the scope itself. */
export function localVariables(x: Execution, scopeKey: number): Variables {
  const variables: Record<string, unknown> = {};
  for (const [name, { value }] of x.state.variables.get(scopeKey) ?? []) variables[name] = value;
  return variables;
}

/** What expressions see in a scope. */
export function contextOf(x: Execution, scopeKey: number): VariableContext {
  return { get: (name) => findVariable(x, scopeKey, name) };
}

/** A context in which some names are overlaid. */
export function overlaid(over: ReadonlyMap<string, unknown>, under: VariableContext): VariableContext {
  return { get: (name) => (over.has(name) ? over.get(name) : under.get(name)) };
}

/** Sets variables in the scope itself. */
export function setLocal(
  x: Execution,
  scopeKey: number,
  variables: Iterable<readonly [string, unknown]>,
): void {
  let scope = x.state.variables.get(scopeKey);
  for (const [name, value] of variables) {
    scope ??= new Map();
    const known = scope.get(name);
    scope.set(name, { key: known?.key ?? x.newKey(), value });
    x.record('VARIABLE', known === undefined ? 'CREATED' : 'UPDATED', scopeKey, [
      name,
      value,
      scope.get(name)?.key ?? 0,
      x.state.instances.get(scopeKey)?.processInstanceKey ?? 0,
    ]);
  }
  if (scope !== undefined) x.state.variables.put(scopeKey, scope);
}

/**
 * Merges variables upwards from a scope: each into the nearest scope that has the name, the rest into the process
 * instance.
 */
export function propagate(
  x: Execution,
  fromScopeKey: number,
  variables: Iterable<readonly [string, unknown]>,
): void {
  const byScope = new Map<number, (readonly [string, unknown])[]>();
  for (const entry of variables) {
    const scopeKey = owner(x, fromScopeKey, entry[0]);
    const entries = byScope.get(scopeKey);
    if (entries === undefined) byScope.set(scopeKey, [entry]);
    else entries.push(entry);
  }
  for (const [scopeKey, entries] of byScope) setLocal(x, scopeKey, entries);
}

function owner(x: Execution, fromScopeKey: number, name: string): number {
  let last = fromScopeKey;
  for (let key = fromScopeKey; key !== 0; key = x.state.instances.get(key)?.scopeKey ?? 0) {
    if (x.state.variables.get(key)?.has(name) === true) return key;
    last = key;
  }
  return last;
}

/**
 * All that a scope sees, by name; only some names when they are given.
 * @param names empty: all
 */
export function collectVariables(x: Execution, scopeKey: number, names: readonly string[]): Variables {
  if (names.length > 0) return collectNamed(x, scopeKey, names);
  const chain: VariableScope[] = [];
  for (let key = scopeKey; key !== 0; key = x.state.instances.get(key)?.scopeKey ?? 0) {
    const scope = x.state.variables.get(key);
    if (scope !== undefined) chain.push(scope);
  }
  const variables: Record<string, unknown> = {};
  for (const scope of chain.reverse()) {
    for (const [name, { value }] of scope) variables[name] = value;
  }
  return variables;
}

function collectNamed(x: Execution, scopeKey: number, names: readonly string[]): Variables {
  const variables: Record<string, unknown> = {};
  for (const name of names) {
    const value = findVariable(x, scopeKey, name);
    if (value !== undefined) variables[name] = value;
  }
  return variables;
}

/** The variables of a command as entries. @throws EngineError INVALID_ARGUMENT for a name that no variable can have */
export function entriesOf(variables: Variables): [string, unknown][] {
  const entries = Object.entries(variables);
  for (const [name] of entries) {
    if (name === '' || name === '__proto__') {
      throw new EngineError('INVALID_ARGUMENT', `<${name}> can not be the name of a variable`);
    }
  }
  return entries;
}
