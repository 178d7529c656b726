import { EngineError } from '../../errors.ts';

/** Commands that the processor does not carry out yet. */
function refuse(what: string): () => never {
  return () => {
    throw new EngineError('INVALID_STATE', `${what} is not carried out by this engine yet`);
  };
}

export const activateAdHocActivities = refuse('activation in ad-hoc subprocesses');
