import { contentOf } from '../related.ts';
import { keyText } from '../changes.ts';
import type { Projection } from './projection.ts';

/** VARIABLE: the last value of each variable. The record's key is that of the scope. */
export const variable: Projection = (changes, { key: scopeKey, value }) => {
  const [name, content, variableKey, processInstanceKey] = value as [string, unknown, number, number];
  const text = content === undefined ? 'null' : JSON.stringify(content);
  changes.set('variables', variableKey, {
    name,
    value: text,
    content: contentOf(name, text),
    scopeKey: keyText(scopeKey),
    processInstanceKey: keyText(processInstanceKey),
  });
};
