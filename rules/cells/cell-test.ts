/** A value that a cell of the common cell language can name. */
export type CellValue = string | number | boolean | null;

/** Numbers from `low` to `high`; infinite where a side is open. */
export interface NumberRange {
  readonly low: number;
  readonly lowIncluded: boolean;
  readonly high: number;
  readonly highIncluded: boolean;
}

export type CellItem = { readonly value: CellValue } | { readonly range: NumberRange };

/**
 * What an input cell tests, as far as it is in the language that nearly all cells are written in: `-`, lists of strings,
 * numbers, booleans and null, comparisons, intervals, and `not(…)` of them. Other FEEL is `unknown`: the engine evaluates
 * it, but nothing exact can be said of what it covers.
 */
export type CellTest =
  | { readonly kind: 'any' }
  | { readonly kind: 'some'; readonly items: readonly CellItem[]; readonly negated: boolean }
  | { readonly kind: 'unknown' };

const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d+)?|\.\d+)`;
const COMPARISON = new RegExp(String.raw`^(<=|>=|<|>|=)\s*(${NUMBER})$`);
const INTERVAL = new RegExp(String.raw`^([[(\]])\s*(${NUMBER})\s*\.\.\s*(${NUMBER})\s*([\])[])$`);
const IS_NUMBER = new RegExp(`^${NUMBER}$`);

/** Reads an input cell. */
export function readCell(source: string): CellTest {
  const text = source.trim();
  if (text === '' || text === '-') return { kind: 'any' };
  const negation = /^not\s*\((.*)\)$/s.exec(text);
  const inner = negation === null ? text : (negation[1] ?? '');
  const parts = splitList(inner);
  const items = parts?.map(readItem);
  if (items === undefined || items.some((item) => item === undefined)) return { kind: 'unknown' };
  return {
    kind: 'some',
    items: items.filter((item) => item !== undefined),
    negated: negation !== null,
  };
}

/** The value of an output cell or a list item that is a plain literal (also a list of them); undefined for other FEEL. */
export function readLiteral(source: string): { readonly value: unknown } | undefined {
  const text = source.trim();
  const simple = readItem(text);
  if (simple !== undefined) return 'value' in simple ? simple : undefined;
  const list = /^\[(.*)\]$/s.exec(text);
  if (list === null) return undefined;
  if ((list[1] ?? '').trim() === '') return { value: [] };
  const values = splitList(list[1] ?? '')?.map(readLiteral);
  if (values === undefined || values.some((value) => value === undefined)) return undefined;
  return { value: values.map((value) => value?.value) };
}

/** Whether a value meets a test; undefined when the test is unknown. */
export function meets(test: CellTest, value: CellValue): boolean | undefined {
  if (test.kind === 'any') return true;
  if (test.kind === 'unknown') return undefined;
  return test.items.some((item) => meetsItem(item, value)) !== test.negated;
}

function meetsItem(item: CellItem, value: CellValue): boolean {
  if ('value' in item) return item.value === value;
  if (typeof value !== 'number') return false;
  const { low, lowIncluded, high, highIncluded } = item.range;
  return (
    (value > low || (lowIncluded && value === low)) && (value < high || (highIncluded && value === high))
  );
}

/** Parts between commas that are outside of quotes and brackets; undefined when a quote or a bracket is left open. */
function splitList(text: string): string[] | undefined {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const character = text.charAt(i);
    if (quoted && character === '\\') {
      part += character + text.charAt(i + 1);
      i += 1;
      continue;
    }
    if (character === '"') quoted = !quoted;
    if (!quoted && character === ',' && depth === 0) {
      parts.push(part);
      part = '';
      continue;
    }
    // an interval may open with ] and close with [, so brackets are only counted at its two ends
    if (!quoted && '[('.includes(character) && part.trim() === '') depth = 1;
    else if (!quoted && depth === 1 && '])'.includes(character)) depth = 0;
    part += character;
  }
  if (quoted) return undefined;
  return [...parts, part];
}

function readItem(source: string): CellItem | undefined {
  const text = source.trim();
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  if (text === 'null') return { value: null };
  if (IS_NUMBER.test(text)) return { value: Number(text) };
  if (/^"(?:[^"\\]|\\.)*"$/s.test(text)) return stringItem(text);
  const comparison = COMPARISON.exec(text);
  if (comparison !== null) return compared(comparison[1] ?? '', Number(comparison[2]));
  const interval = INTERVAL.exec(text);
  if (interval === null) return undefined;
  const [, open, low, high, close] = interval;
  return {
    range: {
      low: Number(low),
      lowIncluded: open === '[',
      high: Number(high),
      highIncluded: close === ']',
    },
  };
}

function stringItem(text: string): CellItem | undefined {
  try {
    return { value: String(JSON.parse(text.replaceAll('\n', '\\n'))) };
  } catch {
    return undefined;
  }
}

function compared(operator: string, number: number): CellItem {
  if (operator === '=') return { value: number };
  const range = { low: -Infinity, lowIncluded: false, high: Infinity, highIncluded: false };
  if (operator.startsWith('<')) return { range: { ...range, high: number, highIncluded: operator === '<=' } };
  return { range: { ...range, low: number, lowIncluded: operator === '>=' } };
}
