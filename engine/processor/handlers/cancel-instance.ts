import { EngineError } from '../../errors.ts';
import { parseKey } from '../../state/index.ts';
import type { Handler } from './handler.ts';

export const cancelInstance: Handler<'cancelInstance'> = (x, { processInstanceKey }) => {
  const root = x.state.instances.get(parseKey('process instance', processInstanceKey));
  if (root?.process == null)
    throw new EngineError('NOT_FOUND', `no active process instance with key <${processInstanceKey}>`);
  const parent = root.process.parentProcessInstanceKey;
  if (parent !== 0) {
    throw new EngineError(
      'INVALID_STATE',
      `the process instance <${processInstanceKey}> was called by a call activity; cancel its parent <${parent}>`,
    );
  }
  x.schedule({ op: 'terminate', key: root.key });
  return {};
};
