import { z } from 'zod';

const port = (fallback: number) =>
  z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(fallback)
    .describe('0 takes any free port; the ready line tells which');

const Fields = z.object({
  ENGINE_HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  ENGINE_GRPC_PORT: port(26_500),
  ENGINE_REST_PORT: port(8088),
  ENGINE_DATA: z.string().min(1).default('.data/engine').describe('folder of the store'),
  ENGINE_CLOCK_CONTROL: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('allow PUT /v2/clock'),
  ENGINE_SEARCH: z
    .enum(['true', 'false'])
    .default('true')
    .transform((text) => text === 'true')
    .describe('keep an index for searches; without, they are answered 403'),
  ENGINE_RETENTION_HOURS: z.coerce
    .number()
    .min(1)
    .default(168)
    .describe('how long records and ended process instances are kept, hours'),
  ENGINE_AUTH_USER: z.string().min(1).optional().describe('user for basic authentication'),
  ENGINE_AUTH_PASSWORD: z.string().min(1).optional().describe('its password; secret'),
  ENGINE_AUTH_TOKEN: z.string().min(16).optional().describe('bearer token that is accepted; secret'),
  ENGINE_TLS_CERT: z.string().min(1).optional().describe('certificate with its chain, a PEM file'),
  ENGINE_TLS_KEY: z.string().min(1).optional().describe('key of the certificate, a PEM file'),
  ENGINE_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('least severe level that is logged'),
  ENGINE_MAX_QUEUE: z.coerce.number().int().min(1).default(2000).describe('commands that may wait'),
  ENGINE_MAX_WAITING: z.coerce
    .number()
    .int()
    .min(1)
    .default(1000)
    .describe('long polls and job streams that may wait'),
  ENGINE_LONG_POLL_MS: z.coerce
    .number()
    .int()
    .min(1)
    .default(10_000)
    .describe('how long a poll waits that names no time, ms'),
  ENGINE_MAX_MESSAGE_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .default(4 * 1024 * 1024)
    .describe('largest request, bytes'),
});

/** Every environment variable of the engine: its default, its unit. The only place that knows them. */
export const ConfigSchema = Fields.refine(
  (config) => (config.ENGINE_AUTH_USER === undefined) === (config.ENGINE_AUTH_PASSWORD === undefined),
  { error: 'belongs together with ENGINE_AUTH_PASSWORD', path: ['ENGINE_AUTH_USER'] },
).refine((config) => (config.ENGINE_TLS_CERT === undefined) === (config.ENGINE_TLS_KEY === undefined), {
  error: 'belongs together with ENGINE_TLS_KEY',
  path: ['ENGINE_TLS_CERT'],
});

export type EngineConfig = z.output<typeof ConfigSchema>;

/**
 * Reads the configuration. An empty variable counts as absent.
 * @throws Error whose message names every wrong variable
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): EngineConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = ConfigSchema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`wrong configuration: ${faults.join('; ')}`);
}
