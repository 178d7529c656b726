import { z } from 'zod';
import { ORDER_KINDS } from '../order/terms.ts';
import { isIsoDate } from '../calendar/day-number.ts';

const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { error: 'expected an id like water-supply' });
const zh = z.string().min(1);
const en = z.string().min(1);
const kind = z.enum(ORDER_KINDS);
const weights = z.record(z.string().min(1), z.number().positive().max(10));

const unitRow = z.strictObject({
  unit: id,
  /** Areas for which the row holds, with their parts; without any, everywhere. */
  areas: z.array(id).min(1).optional(),
});

const category = z.strictObject({
  id,
  zh,
  en,
  /** Kind of a request of which the words tell none. */
  kind,
  /** Words that tell the category, with their weight as evidence (5: by itself, 1: weak). */
  words: weights,
  /** Units in order of preference; the first whose areas fit leads. */
  units: z.array(unitRow).min(1),
  examples: z.array(z.string().min(1)).default([]),
});

const emergency = z.strictObject({
  /** All of these must occur. */
  words: z.array(z.string().min(1)).min(1),
  /** None of these may occur. */
  unless: z.array(z.string().min(1)).default([]),
  zh,
  en,
});

/** config/catalogue.yaml: categories with their words and units, words of emergency, haste and kind. */
export const catalogueConfigSchema = z
  .strictObject({
    version: z.int().positive(),
    effectiveFrom: z.string().refine(isIsoDate, { error: 'expected a date like 2026-10-01' }),
    evidence: z.strictObject({
      /** Weight below which no category is proposed. */
      minimum: z.number().positive().default(3),
      /** What a perfect match is weighed against; the higher, the less sure. */
      doubt: z.number().positive().default(1),
    }),
    categories: z.array(category).min(1),
    emergencies: z.array(emergency).default([]),
    /** Word and the reason shown for it. */
    urgentWords: z.record(z.string().min(1), zh).default({}),
    kindWords: z.partialRecord(kind, weights).default({}),
  })
  .superRefine((config, context) => {
    config.categories.forEach((entry, i) => {
      if (config.categories.findIndex((other) => other.id === entry.id) !== i) {
        context.addIssue({
          code: 'custom',
          path: ['categories', i, 'id'],
          message: `${entry.id} occurs twice`,
        });
      }
    });
  });

/** The parsed catalogue. */
export type CatalogueConfig = z.output<typeof catalogueConfigSchema>;
export type Category = CatalogueConfig['categories'][number];
