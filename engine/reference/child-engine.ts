import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandAnswer, CommandInput, CommandName } from '../processor/commands.ts';
import { Store, type LoggedCommand } from '../state/index.ts';
import { TEST_NOW } from '../testing/index.ts';
import { StoredContent } from '../testing/stored-content.ts';
import type { Answered, Asked } from './engine-child.ts';
import type { KillableEngine } from './killable-engine.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** An engine in a process of its own, which is ended by kill -9. */
export class ChildEngine implements KillableEngine {
  readonly content: StoredContent;
  readonly #dataDir: string;
  readonly #waiting = new Map<number, Waiting>();
  #child: ChildProcess;
  #asked = 0;
  #now = TEST_NOW;

  private constructor(child: ChildProcess, dataDir: string) {
    this.#child = child;
    this.#dataDir = dataDir;
    this.content = new StoredContent(dataDir);
    this.#listen();
  }

  static async open(): Promise<KillableEngine> {
    const dataDir = mkdtempSync(join(tmpdir(), 'engine-random-'));
    return new ChildEngine(await spawn(dataDir, TEST_NOW), dataDir);
  }

  submit<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandAnswer<N>> {
    return this.#ask(name, input) as Promise<CommandAnswer<N>>;
  }

  async settled(): Promise<void> {
    await this.#ask('settle', null);
  }

  moveTo(epochMs: number): void {
    this.#now = epochMs;
    this.#ask('move', epochMs).catch(() => undefined);
  }

  *records(): Iterable<LoggedCommand> {
    const store = new Store(this.#dataDir);
    try {
      yield* store.log.read(1);
    } finally {
      void store.close();
    }
  }

  async kill(): Promise<void> {
    await this.#end();
    this.#child = await spawn(this.#dataDir, this.#now);
    this.#listen();
  }

  async close(): Promise<void> {
    await this.#end();
    await this.content.close();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  async #end(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
    for (const { reject } of this.#waiting.values()) reject(new Error('killed'));
    this.#waiting.clear();
  }

  #ask(name: Asked['name'], input: unknown): Promise<unknown> {
    this.#asked += 1;
    const asked: Asked = { id: this.#asked, name, input };
    return new Promise((resolve, reject) => {
      this.#waiting.set(asked.id, { resolve, reject });
      this.#child.send(asked);
    });
  }

  #listen(): void {
    this.#child.on('message', ({ id, answer, code }: Answered) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (code === undefined) waiting?.resolve(answer);
      else waiting?.reject(Object.assign(new Error(code), { code }));
    });
  }
}

async function spawn(dataDir: string, now: number): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'engine-child.ts'), [dataDir, String(now)], {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  });
  await once(child, 'message');
  return child;
}
