import type { Execution } from '../execution.ts';

/** Goes on with the steps that an earlier command has left over. */
export function continueSteps(x: Execution, key: number): void {
  const steps = x.state.continuations.get(key) ?? [];
  x.state.continuations.remove(key);
  for (const step of steps) x.schedule(step);
}
