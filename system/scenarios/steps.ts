import type { City } from './city.ts';

/** Two columns of a step's table: names and values. */
export type Table = readonly (readonly string[])[];

/** What one scenario knows while it runs. */
export interface Scene {
  readonly city: City;
  /** Numbers of the orders by the names that the scenario gives them; `工单` is the latest. */
  readonly orders: Map<string, string>;
}

type Action = (scene: Scene, args: readonly string[], table: Table) => Promise<void>;

interface Step {
  readonly pattern: RegExp;
  readonly action: Action;
}

/** The steps that scenarios are written with. */
export class Steps {
  readonly #steps: Step[] = [];

  /** Adds a step; the groups of the pattern are its arguments. */
  add(pattern: RegExp, action: Action): void {
    this.#steps.push({ pattern: new RegExp(`^${pattern.source}$`, 'u'), action });
  }

  /** Runs the step of a line. @throws Error when no step fits, or more than one */
  async run(scene: Scene, text: string, table: Table): Promise<void> {
    const fitting = this.#steps.flatMap(({ pattern, action }) => {
      const match = pattern.exec(text);
      return match === null ? [] : [{ action, args: match.slice(1), pattern }];
    });
    const [only, another] = fitting;
    if (only === undefined) throw new Error(`no step fits “${text}”`);
    if (another !== undefined) throw new Error(`more than one step fits “${text}”`);
    await only.action(scene, only.args, table);
  }
}
