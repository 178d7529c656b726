/** A process with an engine in it, which does what its parent asks. See child-engine.ts. */
import { openEngineCore } from '../core.ts';
import type { CommandInput, CommandName } from '../processor/commands.ts';

/** What the parent asks: a command, or to move the clock, or to wait until all is done. */
export interface Asked {
  readonly id: number;
  readonly name: CommandName | 'move' | 'settle';
  readonly input: unknown;
}

export interface Answered {
  readonly id: number;
  readonly answer?: unknown;
  /** The code of the refusal. */
  readonly code?: string;
}

const [dataDir = '', now = '0'] = process.argv.slice(2);
const core = await openEngineCore({ dataDir, clockControl: true, maxQueue: 2000 });
core.clock.pin(Number(now));
await core.settled();

async function answer({ name, input }: Asked): Promise<unknown> {
  if (name === 'move') {
    core.clock.pin(input as number);
    return undefined;
  }
  if (name === 'settle') return core.settled();
  return core.submit(name, input as CommandInput<CommandName>);
}

const tell = (answered: Answered): void => void process.send?.(answered);

process.on('message', (asked: Asked) => {
  answer(asked).then(
    (value) => tell({ id: asked.id, answer: value }),
    (error: unknown) => tell({ id: asked.id, code: (error as { readonly code: string }).code }),
  );
});
tell({ id: 0 });
