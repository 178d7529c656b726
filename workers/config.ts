import { z } from 'zod';

const count = (fallback: number, least = 1) => z.coerce.number().int().min(least).default(fallback);

/** Every environment variable of the workers: its default, its unit. The only place that knows them. */
export const ConfigSchema = z.object({
  MONGODB_URI: z.string().min(1).describe('the database'),
  ZEEBE_GRPC_ADDRESS: z.string().min(1).describe('with its scheme: grpc:// or grpcs://'),
  ZEEBE_REST_ADDRESS: z.url(),
  CAMUNDA_AUTH_STRATEGY: z
    .string()
    .default('NONE')
    .describe('how the SDK signs in; its own variables hold the rest'),
  JIESU_ROOT: z.string().default(process.cwd()).describe('where config/ is'),
  WORKERS_METRICS_HOST: z.string().default('127.0.0.1').describe('address of /metrics and /healthz'),
  WORKERS_METRICS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(9464)
    .describe('0 takes any free port'),
  WORKERS_CAPACITY: count(16).describe('jobs of one type in work at once'),
  WORKERS_LONG_POLL_MS: count(10_000).describe('how long a request for jobs is held open, ms'),
  WORKERS_START_WITHIN_MS: count(10_000).describe(
    'how long database and engine are waited for at the start, ms',
  ),
  WORKERS_RULES_PER_SECOND: count(200).describe(
    'open orders a second that changed rules are applied to: the rest of the time is for normal work',
  ),
  ENGINE_CLOCK_CONTROL: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe("the engine's clock can be moved: notifications go by it"),
  JIESU_SECRET: z
    .string()
    .min(16)
    .optional()
    .describe("opens callers' numbers for text messages")
    .meta({ secret: true }),
  NOTIFY_SMTP_URL: z
    .url()
    .optional()
    .describe('mail server, smtp://user:password@host:port')
    .meta({ secret: true }),
  NOTIFY_FROM: z.string().default('12345热线 <hotline@localhost>').describe('sender of e-mails'),
  NOTIFY_WEBHOOK_URL: z.url().optional().describe('another system that hears of what officials are told'),
  NOTIFY_WEBHOOK_SECRET: z
    .string()
    .min(16)
    .optional()
    .describe('signs what it is sent')
    .meta({ secret: true }),
  NOTIFY_SMS_URL: z.url().optional().describe('HTTP gateway for text messages'),
  NOTIFY_SMS_TOKEN: z.string().optional().describe('bearer token of the gateway').meta({ secret: true }),
  WORKERS_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('least severe level that is logged'),
});

/** What must be set together. */
const TOGETHER = [
  ['NOTIFY_WEBHOOK_URL', 'NOTIFY_WEBHOOK_SECRET'],
  ['NOTIFY_SMS_URL', 'JIESU_SECRET'],
] as const;

/** The checked configuration of the workers process. */
export type WorkersConfig = z.output<typeof ConfigSchema>;

/**
 * Reads the configuration. An empty variable counts as absent.
 * @throws Error whose message names every wrong variable
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): WorkersConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = ConfigSchema.safeParse(given);
  if (result.success) {
    for (const [name, needed] of TOGETHER) {
      if (result.data[name] !== undefined && result.data[needed] === undefined) {
        throw new Error(`wrong configuration: ${name} needs ${needed}`);
      }
    }
    return result.data;
  }
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`wrong configuration: ${faults.join('; ')}`);
}
