import type { NumberDomain } from '../regions/index.ts';

const COUNT: NumberDomain = { min: 0, integer: true };
const SHARE: NumberDomain = { min: 0, max: 1 };
const AMOUNT: NumberDomain = { min: 0 };

/** What the processes give to decisions, by the input's expression: so that no gap is seen between two counts. */
const NUMBERS: Readonly<Record<string, NumberDomain>> = {
  redoCount: COUNT,
  confidence: SHARE,
  'dispute.rung': { min: 1, integer: true },
  'limits.handleAmount': AMOUNT,
  'requestFacts.extensions': COUNT,
  'requestFacts.suspensions': COUNT,
  'requestFacts.amount': AMOUNT,
  'replyFacts.length': COUNT,
  'replyFacts.assistingMissing': COUNT,
  'returnFacts.workingDays': AMOUNT,
  'returnFacts.returnsByUnit': COUNT,
  'returnFacts.hops': COUNT,
};

/** What is known of the numbers that an input takes. */
export function numbersOf(expression: string): NumberDomain | undefined {
  return NUMBERS[expression];
}

/** Outputs that may be below 0: steps before an anchor, points that are taken off. */
const SIGNED: ReadonlySet<string> = new Set([
  'supervision-steps.amount',
  'scores.yellowPoints',
  'scores.redPoints',
]);

export function maybeNegative(decisionId: string, output: string): boolean {
  return SIGNED.has(`${decisionId}.${output}`);
}

interface Format {
  readonly pattern: RegExp;
  readonly zh: string;
  readonly en: string;
}

const CLOCK = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;
const DURATION: Format = {
  pattern: /^P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/,
  zh: '时长，如 PT2H',
  en: 'a duration like PT2H',
};

/** How texts of outputs are written, by decision and output. */
const FORMATS: Readonly<Record<string, Format>> = {
  'report-rules.time': { pattern: new RegExp(`^${CLOCK}$`), zh: '时刻，如 08:30', en: 'a time like 08:30' },
  'callback-rules.slots': {
    pattern: new RegExp(`^${CLOCK}-${CLOCK}$`),
    zh: '时段，如 09:00-12:00',
    en: 'a time slot like 09:00-12:00',
  },
  'dispatchLimit.dispatchLimit': DURATION,
  'routing.dispatchWithin': DURATION,
  'escalation-ladder.group': {
    pattern: /^(role|unit):[a-z0-9-]+$/,
    zh: '候选组，如 role:secretary',
    en: 'a candidate group like role:secretary',
  },
};

export function formatOf(decisionId: string, output: string): Format | undefined {
  return FORMATS[`${decisionId}.${output}`];
}
