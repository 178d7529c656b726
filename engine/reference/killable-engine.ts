import { copyFileSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngineCore, type OpenEngineCore } from '../core.ts';
import { StoredContent } from '../testing/stored-content.ts';
import { TEST_NOW } from '../testing/index.ts';

const STORE_FILE = 'data.mdb';

/** An engine that can be killed: what it had not committed by then is lost, and another one goes on with the rest. */
export class KillableEngine {
  core: OpenEngineCore;
  content: StoredContent;
  #dataDir: string;

  private constructor(core: OpenEngineCore, dataDir: string) {
    this.core = core;
    this.#dataDir = dataDir;
    this.content = new StoredContent(dataDir);
  }

  static async open(): Promise<KillableEngine> {
    const dataDir = newFolder();
    return new KillableEngine(await openAt(dataDir, TEST_NOW), dataDir);
  }

  /**
   * Ends the engine as kill -9 would, at this very moment: the next one finds the file as it is now. What the old one does
   * afterwards it does in a folder that nobody looks at again.
   */
  async kill(): Promise<void> {
    const left = newFolder();
    copyFileSync(join(this.#dataDir, STORE_FILE), join(left, STORE_FILE));
    const now = this.core.clock.now();
    await this.close();
    this.#dataDir = left;
    this.core = await openAt(left, now);
    this.content = new StoredContent(left);
  }

  async close(): Promise<void> {
    await this.content.close();
    await this.core.close();
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
