import type { CommandAnswer, CommandInput, CommandName } from '../processor/commands.ts';
import type { LoggedCommand } from '../state/index.ts';
import type { StoredContent } from '../testing/stored-content.ts';

/** An engine that can be killed: what it had not committed by then is lost, and another one goes on with the rest. */
export interface KillableEngine {
  /** What is in its store; of another one after a kill. */
  readonly content: StoredContent;
  submit<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandAnswer<N>>;
  /** Resolves when everything that is due has happened. */
  settled(): Promise<void>;
  /** Moves the clock to an instant, epoch ms. It stands there until it is moved again, also over a kill. */
  moveTo(epochMs: number): void;
  records(): Iterable<LoggedCommand>;
  kill(): Promise<void>;
  close(): Promise<void>;
}
