/** What of an order its limits depend on. */
export interface DeadlineFactsOf {
  readonly kind?: string;
  readonly urgency?: string;
  readonly callerType: string;
  readonly channel: string;
  readonly category?: string;
  readonly area: string;
  readonly redoCount: number;
  readonly statutoryMatter?: string;
}

/** What the decision `deadlines` reads of an order, as its process has it. */
export function deadlineFacts(order: DeadlineFactsOf): Record<string, unknown> {
  const { kind, urgency, callerType, channel, category, area, redoCount, statutoryMatter } = order;
  return {
    kind: kind ?? null,
    urgency: urgency ?? 'normal',
    callerType,
    channel,
    category: category ?? null,
    area,
    redoCount,
    statutoryMatter: statutoryMatter ?? null,
  };
}
