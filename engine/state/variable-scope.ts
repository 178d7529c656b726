import { packKey, unpackKey } from './keys.ts';
import type { RowCodec } from './row.ts';

export interface Variable {
  readonly key: number;
  readonly value: unknown;
}

/** The variables of one scope, by name. A map, so that no name is special to the language. */
export type VariableScope = Map<string, Variable>;

export const variableScopeCodec: RowCodec<VariableScope> = {
  toRow(scope) {
    const row: unknown[] = [];
    for (const [name, { key, value }] of scope) row.push(name, packKey(key), value);
    return row;
  },
  fromRow(row) {
    const scope: VariableScope = new Map();
    for (let index = 0; index < row.length; index += 3) {
      scope.set(row[index] as string, {
        key: unpackKey(row[index + 1] as number),
        value: row[index + 2],
      });
    }
    return scope;
  },
};

/** Values and characters of a scope up to which it is short. */
const SHORT = 4000;

/** Whether the variables of a scope take so little memory that they may stay there. */
export function isShort(scope: VariableScope): boolean {
  let left = SHORT;
  for (const { value } of scope.values()) {
    left = less(left, value);
    if (left < 0) return false;
  }
  return true;
}

/** What is left after a value; below 0 when it is too long, whose rest is not looked at then. */
function less(left: number, value: unknown): number {
  if (typeof value === 'string') return left - 1 - value.length;
  let rest = left - 1;
  if (typeof value !== 'object' || value === null) return rest;
  for (const [name, inner] of Object.entries(value)) {
    rest = less(rest - name.length, inner);
    if (rest < 0) break;
  }
  return rest;
}
