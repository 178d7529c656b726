/** What is compared of a request. */
export interface SimilarityRequest {
  readonly id: string;
  readonly text: string;
  readonly category?: string | undefined;
  readonly area: string;
  /** ms since 1970 UTC. */
  readonly receivedAt: number;
}

/** A pair of adjacent characters is what tells one Chinese text from another without a dictionary. */
const GRAM = 2;
const NOT_TEXT = /[^\p{L}\p{N}]+/gu;

/** The pairs of characters of a text, punctuation and width left out. */
export function gramsOf(text: string): ReadonlySet<string> {
  const letters = Array.from(text.normalize('NFKC').toLowerCase().replace(NOT_TEXT, ''));
  const grams = new Set<string>();
  for (let i = 0; i + GRAM <= letters.length; i += 1) grams.add(letters.slice(i, i + GRAM).join(''));
  if (grams.size === 0 && letters.length > 0) grams.add(letters.join(''));
  return grams;
}

/** How alike two texts are, 0 to 1: the Dice coefficient of their pairs of characters. */
export function similarity(a: string, b: string): number {
  return dice(gramsOf(a), gramsOf(b));
}

/** A request that may be about the same matter. */
export interface MergeCandidate {
  readonly id: string;
  /** 0 to 1. */
  readonly similarity: number;
}

/**
 * Requests that may be merged with one: of the same area and, where both are known, the same category, alike by at
 * least `threshold`; the most alike first, of equals the earliest.
 */
export function mergeCandidates(
  request: SimilarityRequest,
  others: readonly SimilarityRequest[],
  threshold = 0.5,
): MergeCandidate[] {
  const grams = gramsOf(request.text);
  return others
    .filter((other) => other.id !== request.id && sameMatter(request, other))
    .map((other) => ({ other, similarity: rounded(dice(grams, gramsOf(other.text))) }))
    .filter((entry) => entry.similarity >= threshold)
    .sort((a, b) => b.similarity - a.similarity || a.other.receivedAt - b.other.receivedAt)
    .map((entry) => ({ id: entry.other.id, similarity: entry.similarity }));
}

/** Similar requests of one area in a short time. */
export interface Hotspot {
  readonly area: string;
  readonly category?: string | undefined;
  /** The earliest first. */
  readonly ids: readonly string[];
  /** Of its earliest and latest, ms since 1970 UTC. */
  readonly from: number;
  readonly to: number;
}

/**
 * Hotspots among requests: at least `orders` that are alike, each within `withinHours` of the first of them. A request
 * belongs to one hotspot at most; the largest first.
 */
export function findHotspots(
  requests: readonly SimilarityRequest[],
  rules: { readonly orders: number; readonly withinHours: number; readonly threshold?: number },
): Hotspot[] {
  const threshold = rules.threshold ?? 0.4;
  const windowMs = rules.withinHours * 3_600_000;
  const sorted = [...requests].sort((a, b) => a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1));
  const grams = sorted.map(({ text }) => gramsOf(text));
  const used = new Set<number>();
  const hotspots: Hotspot[] = [];
  sorted.forEach((first, i) => {
    if (used.has(i)) return;
    const members = [i];
    for (let j = i + 1; j < sorted.length; j += 1) {
      const other = sorted[j];
      if (other === undefined || other.receivedAt - first.receivedAt > windowMs) break;
      if (used.has(j) || !sameMatter(first, other)) continue;
      if (members.some((member) => dice(gramsAt(grams, member), gramsAt(grams, j)) >= threshold))
        members.push(j);
    }
    if (members.length < rules.orders) return;
    for (const member of members) used.add(member);
    const orders = members.flatMap((member) => sorted[member] ?? []);
    hotspots.push({
      area: first.area,
      ...(first.category === undefined ? {} : { category: first.category }),
      ids: orders.map(({ id }) => id),
      from: first.receivedAt,
      to: orders.at(-1)?.receivedAt ?? first.receivedAt,
    });
  });
  return hotspots.sort((a, b) => b.ids.length - a.ids.length || a.from - b.from);
}

/** Watched words that a text has. */
export function watchedWords<T extends { readonly word: string }>(
  text: string,
  words: readonly T[],
): readonly T[] {
  const plain = text.normalize('NFKC');
  return words.filter(({ word }) => plain.includes(word));
}

function sameMatter(a: SimilarityRequest, b: SimilarityRequest): boolean {
  if (a.area !== b.area) return false;
  return a.category === undefined || b.category === undefined || a.category === b.category;
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const gram of small) if (large.has(gram)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}

function gramsAt(grams: readonly ReadonlySet<string>[], i: number): ReadonlySet<string> {
  return grams[i] ?? new Set();
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
