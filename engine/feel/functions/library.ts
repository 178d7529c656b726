import type { Run } from '../run.ts';

/** A function of the library. `parameters` may end with a name that starts with `...`. */
export interface LibraryFunction {
  readonly parameters: readonly string[];
  /** Arguments that were left out are undefined. What it gives as undefined becomes null. */
  readonly call: (run: Run, args: readonly unknown[]) => unknown;
}
