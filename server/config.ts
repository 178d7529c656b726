import { z } from 'zod';

const flag = (fallback: 'true' | 'false') =>
  z
    .enum(['true', 'false'])
    .default(fallback)
    .transform((text) => text === 'true');
const count = (fallback: number, least = 1) => z.coerce.number().int().min(least).default(fallback);

/** Every environment variable of the server: its default, its unit, whether it is a secret. Nothing else knows them. */
export const ConfigSchema = z.object({
  HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080).describe('0 takes any free port'),
  MONGODB_URI: z.string().min(1).describe('the database'),
  ZEEBE_GRPC_ADDRESS: z.string().min(1).describe('with its scheme: grpc:// or grpcs://'),
  ZEEBE_REST_ADDRESS: z.url(),
  JIESU_ROOT: z.string().default(process.cwd()).describe('where bpmn/, config/ and modeler-ui/dist are'),
  JIESU_SECRET: z.string().min(16).describe('key of sessions and of field encryption').meta({ secret: true }),
  JIESU_DEMO: flag('false').describe('make the demo people'),
  JIESU_DEMO_PASSWORD: z.string().min(1).optional().describe('of all demo people').meta({ secret: true }),
  JIESU_HTTPS: flag('false').describe(
    'a proxy in front speaks TLS: secure cookies, X-Forwarded-* is trusted',
  ),
  ENGINE_CLOCK_CONTROL: flag('false').describe('allow PUT /api/clock'),
  SERVER_SMS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('with which the gateway hands in the answers of callers')
    .meta({ secret: true }),
  SERVER_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('least severe level that is logged'),
  SERVER_PASSWORD_MEMORY_KIB: count(19_456, 8).describe('memory cost of argon2id, KiB'),
  SERVER_PASSWORD_PASSES: count(2).describe('time cost of argon2id'),
  SERVER_SESSION_HOURS: count(12).describe('a session ends so long after its last use, hours'),
  SERVER_SIGN_IN_FAILURES: count(10).describe('failed sign-ins of a user name from one address in a window'),
  SERVER_SIGN_IN_WINDOW_S: count(300).describe('length of that window, seconds'),
  SERVER_LIVE_CLIENTS: count(2000).describe('streams of events that may be open'),
  SERVER_LIVE_HEARTBEAT_S: count(15).describe('seconds between heartbeats'),
});

/** The checked configuration of the server process. */
export type ServerConfig = z.output<typeof ConfigSchema>;

/**
 * Reads the configuration. An empty variable counts as absent.
 * @throws Error whose message names every wrong variable
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ServerConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = ConfigSchema.safeParse(given);
  if (result.success) {
    if (result.data.JIESU_DEMO && result.data.JIESU_DEMO_PASSWORD === undefined) {
      throw new Error('wrong configuration: JIESU_DEMO needs JIESU_DEMO_PASSWORD');
    }
    return result.data;
  }
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`wrong configuration: ${faults.join('; ')}`);
}
