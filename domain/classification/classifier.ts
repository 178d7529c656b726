import type { CallerType, OrderKind, Urgency } from '../order/index.ts';

/** A word of the text that speaks for a result. */
export interface Evidence {
  readonly word: string;
  readonly weight: number;
}

/** A category that the text may belong to. */
export interface RankedCategory {
  readonly category: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly why: readonly Evidence[];
}

/** What else is known of the request; what the agent has chosen is kept. */
export interface ClassificationContext {
  readonly callerType?: CallerType | undefined;
  readonly kind?: OrderKind | undefined;
  readonly urgency?: Urgency | undefined;
  readonly category?: string | undefined;
}

/** Result of a classification. */
export interface Classification {
  /** Best category; null when the evidence is too thin, so that a dispatcher decides. */
  readonly category: string | null;
  readonly kind: OrderKind;
  readonly urgency: Urgency;
  /** How sure the category is, 0 to 1; 1 when the agent chose it, 0 without a category. */
  readonly confidence: number;
  /** Words that spoke for the category. */
  readonly why: readonly Evidence[];
  /** Why it is an emergency or urgent, in both languages; absent when it is normal. */
  readonly urgencyWhy?: { readonly zh: string; readonly en: string; readonly words: readonly string[] };
  /** Other categories, best first. */
  readonly alternatives: readonly RankedCategory[];
}

/** Tells what a request is about. The same text and context give the same result. */
export interface Classifier {
  /** `text`: title and text of the request. */
  classify(text: string, context?: ClassificationContext): Classification;
}
