import { hash, verify } from '@node-rs/argon2';

/** Cost of a hash. */
export interface PasswordCost {
  /** KiB. */
  readonly memoryKib: number;
  readonly passes: number;
}

/** Hashes passwords with argon2id (the default of the library), off the main thread. */
export class Passwords {
  readonly #cost: PasswordCost;
  #decoy: Promise<string> | undefined;

  constructor(cost: PasswordCost) {
    this.#cost = cost;
  }

  hash(password: string): Promise<string> {
    return hash(password, {
      memoryCost: this.#cost.memoryKib,
      timeCost: this.#cost.passes,
      parallelism: 1,
    });
  }

  /** Whether the password is the one of the hash. Without a hash it takes as long and is false. */
  async matches(passwordHash: string | undefined, password: string): Promise<boolean> {
    this.#decoy ??= this.hash('no one has this password');
    const matching = await verify(passwordHash ?? (await this.#decoy), password);
    return matching && passwordHash !== undefined;
  }
}
