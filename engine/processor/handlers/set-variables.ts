import { EngineError } from '../../errors.ts';
import { formatKey, parseKey } from '../../state/index.ts';
import { entriesOf, propagate, setLocal } from '../variables.ts';
import type { Handler } from './handler.ts';

export const setVariables: Handler<'setVariables'> = (x, { elementInstanceKey, variables, local }) => {
  const key = parseKey('element instance', elementInstanceKey);
  if (x.state.instances.get(key) === undefined) {
    throw new EngineError('NOT_FOUND', `no active element instance with key <${elementInstanceKey}>`);
  }
  const entries = entriesOf(variables);
  if (local) setLocal(x, key, entries);
  else propagate(x, key, entries);
  return { key: formatKey(x.newKey()) };
};
