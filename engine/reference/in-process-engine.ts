import { copyFileSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngineCore, type OpenEngineCore } from '../core.ts';
import type { CommandAnswer, CommandInput, CommandName } from '../processor/commands.ts';
import type { LoggedCommand } from '../state/index.ts';
import { TEST_NOW } from '../testing/index.ts';
import { StoredContent } from '../testing/stored-content.ts';
import type { KillableEngine } from './killable-engine.ts';

const STORE_FILE = 'data.mdb';

/** An engine in this process, which is killed by going on with its file as it is at that moment. */
export class InProcessEngine implements KillableEngine {
  content: StoredContent;
  #core: OpenEngineCore;
  #dataDir: string;

  private constructor(core: OpenEngineCore, dataDir: string) {
    this.#core = core;
    this.#dataDir = dataDir;
    this.content = new StoredContent(dataDir);
  }

  static async open(): Promise<KillableEngine> {
    const dataDir = newFolder();
    return new InProcessEngine(await openAt(dataDir, TEST_NOW), dataDir);
  }

  submit<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandAnswer<N>> {
    return this.#core.submit(name, input);
  }

  settled(): Promise<void> {
    return this.#core.settled();
  }

  moveTo(epochMs: number): void {
    this.#core.clock.pin(epochMs);
  }

  records(): Iterable<LoggedCommand> {
    return this.#core.records.read(1);
  }

  /** What the old engine does afterwards it does in a folder that nobody looks at again. */
  async kill(): Promise<void> {
    const left = newFolder();
    copyFileSync(join(this.#dataDir, STORE_FILE), join(left, STORE_FILE));
    const now = this.#core.clock.now();
    await this.close();
    this.#dataDir = left;
    this.#core = await openAt(left, now);
    this.content = new StoredContent(left);
  }

  async close(): Promise<void> {
    await this.content.close();
    await this.#core.close();
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'engine-random-'));
}

async function openAt(dataDir: string, now: number): Promise<OpenEngineCore> {
  const core = await openEngineCore({ dataDir, clockControl: true, maxQueue: 2000, search: false });
  core.clock.pin(now);
  await core.settled();
  return core;
}
