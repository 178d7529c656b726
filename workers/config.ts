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
  WORKERS_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('least severe level that is logged'),
});

/** The checked configuration of the workers process. */
export type WorkersConfig = z.output<typeof ConfigSchema>;

/**
 * Reads the configuration. An empty variable counts as absent.
 * @throws Error whose message names every wrong variable
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): WorkersConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = ConfigSchema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`wrong configuration: ${faults.join('; ')}`);
}
