import type { Variables } from './commands.ts';
import type { Execution } from './execution.ts';

/** Hands a signal to everyone who waits for it at this moment. Answers the key of the broadcast. */
export function broadcast(x: Execution, name: string, variables: Variables): number {
  const key = x.newKey();
  x.record('SIGNAL', 'BROADCASTED', key, [name, variables]);
  return key;
}
