import { z } from 'zod';

const zh = z.string().min(1);
const en = z.string().min(1);

/** config/watch-words.yaml: words that bring an order before leaders, and what makes a hotspot. */
export const watchWordsConfigSchema = z.strictObject({
  watchWords: z.array(z.strictObject({ word: z.string().min(1), zh, en })),
  hotspot: z.strictObject({
    /** Similar orders in one area. @default 3 */
    orders: z.int().min(2).default(3),
    /** Hours in which they come. @default 24 */
    withinHours: z.int().positive().default(24),
  }),
});
export type WatchWordsConfig = z.output<typeof watchWordsConfigSchema>;

/** config/referrals.yaml: classes that are not dispatched, each with what the agent says. */
export const referralsConfigSchema = z.strictObject({
  referrals: z.array(z.strictObject({ id: z.string().min(1), zh, en, script: z.string().min(1) })),
});
export type ReferralsConfig = z.output<typeof referralsConfigSchema>;
