import type { LibraryFunction } from './library.ts';

export const NUMBER_FUNCTIONS: Readonly<Record<string, LibraryFunction>> = {
  'random number': { parameters: [], call: () => Math.random() },
};
