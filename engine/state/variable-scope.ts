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
