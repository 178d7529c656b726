import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';

const port = (fallback: number) =>
  z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65_535).default(fallback);
const flag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1');
const optionalText = z
  .string()
  .optional()
  .transform((text) => (text === '' ? undefined : text));

/** Everything the launcher reads from the environment. README has the same table for users. */
const environment = z.object({
  PORT: port(8080),
  JIESU_DATA: z.string().default('.data'),
  MONGODB_URI: optionalText,
  ZEEBE_GRPC_ADDRESS: optionalText,
  ZEEBE_REST_ADDRESS: optionalText,
  ENGINE_GRPC_PORT: port(26_500),
  ENGINE_REST_PORT: port(8088),
  ENGINE_CLOCK_CONTROL: flag.default(false),
  WORKERS_METRICS_PORT: port(9464),
  /** secret */
  JIESU_SECRET: optionalText,
  JIESU_DEMO: flag.optional(),
  /** secret */
  JIESU_DEMO_PASSWORD: optionalText,
  NODE_ENV: optionalText,
});

/** What one system needs to start. Port 0 takes any free port. */
export interface SystemOptions {
  /** The repository: where bpmn/, config/ and the built web app are. */
  readonly root: string;
  readonly dataDir: string;
  readonly port: number;
  readonly enginePorts: { readonly grpc: number; readonly rest: number };
  readonly workersMetricsPort: number;
  readonly clockControl: boolean;
  /** An existing MongoDB; undefined starts the embedded database. */
  readonly mongodbUri: string | undefined;
  /** An existing Zeebe; undefined starts the embedded engine. */
  readonly zeebe: { readonly grpcAddress: string; readonly restAddress: string } | undefined;
  /** undefined: made on the first start and kept in the data folder. */
  readonly secret: string | undefined;
  /** undefined: on when the data folder is new, remembered afterwards. */
  readonly demo: boolean | undefined;
  readonly demoPassword: string | undefined;
  readonly production: boolean;
}

/** A configuration that can't be used, in one line for the person who started the system. */
export class ConfigurationError extends Error {
  readonly code = 'CONFIGURATION_INVALID';
}

/** Reads the launcher's options. @throws ConfigurationError naming the variable */
export function readSystemOptions(env: NodeJS.ProcessEnv, root: string): SystemOptions {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigurationError(`${issue?.path.join('.') ?? 'environment'}: ${issue?.message ?? 'invalid'}`);
  }
  const values = parsed.data;
  if ((values.ZEEBE_GRPC_ADDRESS === undefined) !== (values.ZEEBE_REST_ADDRESS === undefined)) {
    throw new ConfigurationError(
      'ZEEBE_GRPC_ADDRESS and ZEEBE_REST_ADDRESS belong together: set both for an existing Zeebe, or neither for the embedded engine.',
    );
  }
  return {
    root,
    dataDir: path.resolve(root, values.JIESU_DATA),
    port: values.PORT,
    enginePorts: { grpc: values.ENGINE_GRPC_PORT, rest: values.ENGINE_REST_PORT },
    workersMetricsPort: values.WORKERS_METRICS_PORT,
    clockControl: values.ENGINE_CLOCK_CONTROL,
    mongodbUri: values.MONGODB_URI,
    zeebe:
      values.ZEEBE_GRPC_ADDRESS !== undefined && values.ZEEBE_REST_ADDRESS !== undefined
        ? { grpcAddress: values.ZEEBE_GRPC_ADDRESS, restAddress: values.ZEEBE_REST_ADDRESS }
        : undefined,
    secret: values.JIESU_SECRET,
    demo: values.JIESU_DEMO,
    demoPassword: values.JIESU_DEMO_PASSWORD,
    production: values.NODE_ENV === 'production',
  };
}

/** A password that a person can type: four groups of four letters and digits without look-alikes. */
export function newDemoPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const letters = [...randomBytes(16)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}
