import { EngineError } from '../../errors.ts';
import { formatKey } from '../../state/index.ts';
import { broadcast } from '../signals.ts';
import { entriesOf } from '../variables.ts';
import type { Handler } from './handler.ts';

export const broadcastSignal: Handler<'broadcastSignal'> = (x, { signalName, variables }) => {
  if (signalName === '') throw new EngineError('INVALID_ARGUMENT', 'the name of a signal must not be empty');
  entriesOf(variables);
  return { signalKey: formatKey(broadcast(x, signalName, variables)) };
};
