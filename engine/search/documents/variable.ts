import { rowCodec } from '../../state/index.ts';
import { keyText, packedKeyText, TENANT } from '../texts.ts';
import { termsOf } from '../terms.ts';
import type { DocumentKind } from './document.ts';

export interface VariableDocument {
  readonly name: string;
  /** JSON text. */
  value: string;
  readonly instance: number;
  /** 0: the process instance. */
  readonly scope: number;
}

export const variableKind: DocumentKind<VariableDocument> = {
  codec: rowCodec<VariableDocument>(['name', 'value', 'instance', 'scope']),
  terms: ({ name, value }) => termsOf('variables', { content: contentOf(name, value), name }),
  instanceOf: ({ instance }) => instance,
  row: (key, { name, value, instance, scope }) => ({
    variableKey: keyText(key),
    name,
    value,
    scopeKey: packedKeyText(scope === 0 ? instance : scope),
    processInstanceKey: packedKeyText(instance),
    tenantId: TENANT,
  }),
};

/** What a variable is found by: its name and its JSON text. */
export function contentOf(name: string, value: string): string {
  return `${name}=${value}`;
}
