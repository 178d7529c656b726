/** Who does the jobs of the Java engines: their own executor, or a worker that fetches, locks and completes. */
export type Jobs = 'executor' | 'external';

/** What one engine reached; a workload that was not run has no figure. */
export interface PeerFigures {
  /** W1: completed instances per second, the middle one of the last three rounds. */
  readonly w1PerSecond?: number;
  /** W1: whether the last three rounds lay within 5 % of each other. */
  readonly w1Plateau?: boolean;
  /** W1: completed instances per second of every round. */
  readonly w1Rounds?: readonly number[];
  /** W1 of the Java engines: who did the jobs in these rounds, and the rate when the other one did. */
  readonly w1Jobs?: Jobs;
  readonly w1OtherJobsPerSecond?: number;
  /** W2: seconds until all instances were created. */
  readonly w2CreateSeconds?: number;
  /** W2: how late timers fired, in ms. */
  readonly w2LatenessP50Ms?: number;
  readonly w2LatenessP99Ms?: number;
  /** W2 of our own engine, whose lateness counts to its client: how late timers fired by the engine's record, in ms. */
  readonly w2RecordedP99Ms?: number;
}

/** One line of the comparison: figures, or the reason why there are none. */
export interface PeerRow extends PeerFigures {
  readonly engine: string;
  /** Whether a commit is on disk before the client is answered. */
  readonly durable: boolean;
  readonly note?: string;
  /** What this machine lacks. */
  readonly skipped?: string;
  /** What went wrong while measuring. */
  readonly failed?: string;
}

/** How much is measured. */
export interface PeerLoad {
  /** Instances of W1 in a round; 0 leaves W1 out. */
  readonly instances: number;
  /** Rounds of W1 at most, if no plateau is reached before. */
  readonly rounds: number;
  /** Instances of W2; 0 leaves W2 out. */
  readonly parked: number;
  /** Client threads of the Java engines. */
  readonly threads: number;
  /** Who does the jobs of the Java engines; `best` measures W1 both ways and counts the faster. */
  readonly jobs: Jobs | 'best';
}
