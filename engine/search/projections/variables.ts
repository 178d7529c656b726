import { keyIn, type Projection } from './projection.ts';

/** VARIABLE: the last value of each variable. The record's key is that of the scope. */
export const variable: Projection = (changes, { key: scopeKey, value }) => {
  const [name, content, variableKey, processInstanceKey] = value as [string, unknown, number, number];
  const key = keyIn(variableKey);
  const text = content === undefined ? 'null' : JSON.stringify(content);
  const known = changes.get('variables', key);
  if (known !== undefined) {
    known.value = text;
    return;
  }
  const instance = keyIn(processInstanceKey);
  changes.add('variables', key, {
    name,
    value: text,
    instance,
    scope: scopeKey === instance ? 0 : scopeKey,
  });
};
