/** Why a regular expression can't be used: it is malformed in Java too, or uses what this engine does not have. */
export class PatternProblem extends Error {
  readonly kind: 'malformed' | 'unsupported';

  constructor(kind: PatternProblem['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
