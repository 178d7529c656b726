import type { CommandAnswer, CommandInput, CommandName } from '../commands.ts';
import type { Execution } from '../execution.ts';

/** The answer comes later, by Effects.answer with the execution's requestId. */
export const DEFERRED = Symbol('deferred');

/** Checks a command against the state and carries it out. @throws EngineError: nothing of it happens then */
export type Handler<N extends CommandName> = (
  x: Execution,
  input: CommandInput<N>,
) => CommandAnswer<N> | typeof DEFERRED;
