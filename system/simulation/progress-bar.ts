const WIDTH = 30;

/** A line on a terminal that says how far it is; on anything else a line for every tenth. */
export class ProgressBar {
  readonly #total: number;
  readonly #out: NodeJS.WriteStream;
  readonly #begun = performance.now();
  #tenths = 0;

  constructor(total: number, out: NodeJS.WriteStream) {
    this.#total = total;
    this.#out = out;
  }

  show({
    received,
    ended,
    now,
  }: {
    readonly received: number;
    readonly ended: number;
    readonly now: number;
  }): void {
    const share = Math.min(ended / this.#total, 1);
    const seconds = (performance.now() - this.#begun) / 1000;
    const time = new Date(now + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
    const filled = Math.round(share * WIDTH);
    const text = `[${'█'.repeat(filled)}${'·'.repeat(WIDTH - filled)}] 销号 ${ended}/${this.#total} 受理 ${received} 城市时间 ${time} 已用 ${seconds.toFixed(0)} 秒`;
    if (this.#out.isTTY) this.#out.write(`\r${text}\u001B[K`);
    else if (Math.floor(share * 10) > this.#tenths) {
      this.#tenths = Math.floor(share * 10);
      this.#out.write(`${text}\n`);
    }
  }

  end(): void {
    if (this.#out.isTTY) this.#out.write('\n');
  }
}
