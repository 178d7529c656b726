import { z } from 'zod';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'expected a time like 09:00' });
const words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const channel = z.enum(['in-app', 'email', 'webhook', 'sms']);

const template = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { error: 'expected an id like card-issued' }),
  channels: z.array(channel).min(1),
  /** E-mails and text messages of it wait for the next digest. Emergencies never do. */
  digest: z.boolean().default(false),
  title: words,
  /** With placeholders, `{{orderNo}}`. A code in the data that has a word under `words` is shown as that word. */
  text: words,
});

/** config/notifications.yaml: who hears what, when, and in which words. */
export const notificationsConfigSchema = z
  .strictObject({
    /** Local times at which digests go out on working days. */
    digestAt: z.array(clockTime).min(1),
    /** The same message to the same recipient about the same order within these minutes is dropped. */
    repeatWithinMinutes: z.int().nonnegative(),
    retry: z.strictObject({
      attempts: z.int().positive(),
      firstPauseSeconds: z.int().positive(),
      longestPauseMinutes: z.int().positive(),
    }),
    /** Signature at the start of text messages, as the gateway registered it, without its brackets. */
    smsSignature: z.string().min(1),
    templates: z.array(template).min(1),
    words: z.record(z.string(), words).default({}),
  })
  .superRefine(({ templates }, context) => {
    templates.forEach(({ id }, i) => {
      if (templates.findIndex((other) => other.id === id) !== i) {
        context.addIssue({ code: 'custom', path: ['templates', i, 'id'], message: `${id} occurs twice` });
      }
    });
  });

/** The parsed templates and rules of notifications. */
export type NotificationsConfig = z.output<typeof notificationsConfigSchema>;
export type NotificationTemplate = NotificationsConfig['templates'][number];
