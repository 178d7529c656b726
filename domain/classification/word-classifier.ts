import type { CatalogueConfig } from '../config/index.ts';
import { ORDER_KINDS } from '../order/index.ts';
import type { OrderKind, Urgency } from '../order/index.ts';
import type {
  Classification,
  ClassificationContext,
  Classifier,
  Evidence,
  RankedCategory,
} from './classifier.ts';

const ALTERNATIVES = 5;

type Words = readonly Evidence[];

/**
 * Classifies by the words of the catalogue. A word counts once, and not where it is only a part of a longer word of
 * any category (许可证 in 印刷经营许可证 says nothing of other permits). Confidence is best / (best + second + doubt), so that two near categories
 * or thin evidence make it unsure; below the minimum evidence it abstains.
 */
export class WordClassifier implements Classifier {
  readonly #catalogue: CatalogueConfig;
  readonly #categories: readonly { id: string; kind: OrderKind; words: Words }[];
  readonly #words: readonly string[];
  readonly #kinds: readonly { kind: OrderKind; words: Words }[];

  constructor(catalogue: CatalogueConfig) {
    this.#catalogue = catalogue;
    this.#categories = catalogue.categories.map(({ id, kind, words }) => ({
      id,
      kind,
      words: evidenceOf(words),
    }));
    this.#words = longestFirst(this.#categories.flatMap(({ words }) => words));
    this.#kinds = ORDER_KINDS.map((kind) => ({ kind, words: evidenceOf(catalogue.kindWords[kind] ?? {}) }));
  }

  classify(rawText: string, context: ClassificationContext = {}): Classification {
    const text = rawText.normalize('NFKC');
    const ranked = this.#rank(text);
    const best = ranked[0];
    const category = context.category ?? best?.category ?? null;
    const chosen = ranked.find((entry) => entry.category === category);
    return {
      category,
      kind: context.kind ?? this.#kind(text, category),
      confidence: context.category === undefined ? (best?.confidence ?? 0) : 1,
      why: chosen?.why ?? [],
      alternatives: ranked.filter((entry) => entry.category !== category).slice(0, ALTERNATIVES),
      ...this.#urgency(text, context),
    };
  }

  #rank(text: string): RankedCategory[] {
    const { minimum, doubt } = this.#catalogue.evidence;
    const said = wordsIn(text, this.#words);
    const scored = this.#categories
      .map(({ id, words }) => {
        const why = words.filter(({ word }) => said.has(word));
        return { category: id, why, score: sum(why) };
      })
      .filter(({ score }) => score > 0)
      // the same score keeps the order of the catalogue
      .sort((a, b) => b.score - a.score);
    return scored
      .filter(({ score }) => score >= minimum)
      .map(({ category, why, score }, i) => {
        const rival = (i === 0 ? scored[1] : scored[0])?.score ?? 0;
        return { category, confidence: rounded(score / (score + rival + doubt)), why };
      });
  }

  #kind(text: string, category: string | null): OrderKind {
    let best: { kind: OrderKind; score: number } | undefined;
    for (const { kind, words } of this.#kinds) {
      const said = wordsIn(text, longestFirst(words));
      const score = sum(words.filter(({ word }) => said.has(word)));
      if (score > 0 && score > (best?.score ?? 0)) best = { kind, score };
    }
    return best?.kind ?? this.#categories.find(({ id }) => id === category)?.kind ?? 'help';
  }

  #urgency(text: string, context: ClassificationContext): Pick<Classification, 'urgency' | 'urgencyWhy'> {
    if (context.urgency !== undefined) return { urgency: context.urgency };
    const emergency = this.#catalogue.emergencies.find(
      ({ words, unless }) =>
        words.every((word) => text.includes(word)) && !unless.some((word) => text.includes(word)),
    );
    if (emergency) return reasoned('emergency', emergency.zh, emergency.en, emergency.words);
    const haste = Object.entries(this.#catalogue.urgentWords).find(([word]) => text.includes(word));
    if (haste) return reasoned('urgent', haste[1], `Word of haste: ${haste[0]}`, [haste[0]]);
    return { urgency: 'normal' };
  }
}

function reasoned(
  urgency: Urgency,
  zh: string,
  en: string,
  words: readonly string[],
): Pick<Classification, 'urgency' | 'urgencyWhy'> {
  return { urgency, urgencyWhy: { zh, en, words } };
}

/** Words with their weights, the strongest first. */
function evidenceOf(words: Readonly<Record<string, number>>): Evidence[] {
  return Object.entries(words)
    .map(([word, weight]) => ({ word: word.normalize('NFKC'), weight }))
    .sort((a, b) => b.weight - a.weight);
}

function longestFirst(words: Words): string[] {
  return [...new Set(words.map(({ word }) => word))].sort((a, b) => b.length - a.length);
}

/** Words that occur in the text; a place in the text speaks only for the longest word that covers it. */
function wordsIn(text: string, words: readonly string[]): Set<string> {
  const covered: { from: number; to: number }[] = [];
  const found = new Set<string>();
  for (const word of words) {
    for (let from = text.indexOf(word); from >= 0; from = text.indexOf(word, from + 1)) {
      const place = { from, to: from + word.length };
      if (covered.some((longer) => longer.from <= place.from && place.to <= longer.to)) continue;
      covered.push(place);
      found.add(word);
    }
  }
  return found;
}

function sum(why: readonly Evidence[]): number {
  return why.reduce((total, { weight }) => total + weight, 0);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
