import { join } from 'node:path';
import type { PeerFigures, PeerLoad } from './figures.ts';
import { measureJava, missingForJava, withJobs } from './java.ts';
import type { JavaLoad, JavaPeer } from './java.ts';
import { postgresqlPrograms, startPrivatePostgresql } from './postgresql.ts';
import { run } from './process.ts';

/** An engine in one configuration. */
export interface Peer {
  readonly title: string;
  readonly durable: boolean;
  readonly note: string;
  /** Whether the Java adapters must be built first. */
  readonly java: boolean;
  /** What this machine lacks, or undefined. */
  missing(): Promise<string | undefined>;
  measure(load: PeerLoad): Promise<PeerFigures>;
}

const OPERATON = { module: 'operaton', mainClass: 'jiesu.bench.operaton.OperatonPeer' } as const;
const FLOWABLE = { module: 'flowable', mainClass: 'jiesu.bench.flowable.FlowablePeer' } as const;

/** The peers by the name that `--only` takes, in the order of the table. Versions: java/pom.xml, bench/package.json. */
export const PEERS: Readonly<Record<string, Peer>> = {
  'operaton-pg': {
    title: 'Operaton 1.0.3, PostgreSQL',
    durable: true,
    note: "in-process Java, history 'activity'",
    java: true,
    missing: () => missingForPostgresql(),
    measure: (load) => withJobs(load, (one) => onPostgresql(OPERATON, one)),
  },
  'flowable-pg': {
    title: 'Flowable 8.0.0, PostgreSQL',
    durable: true,
    note: "in-process Java, history 'activity'",
    java: true,
    missing: () => missingForPostgresql(),
    measure: (load) => withJobs(load, (one) => onPostgresql(FLOWABLE, one)),
  },
  'operaton-h2': {
    title: 'Operaton 1.0.3, H2 in memory',
    durable: false,
    note: 'in-process Java, no history, nothing survives the process',
    java: true,
    missing: missingForJava,
    measure: (load) =>
      withJobs(load, (one) =>
        measureJava(
          { ...OPERATON, jdbcUrl: 'jdbc:h2:mem:peer;DB_CLOSE_DELAY=-1', user: 'sa', password: '' },
          one,
        ),
      ),
  },
  'bpmn-engine': {
    title: 'bpmn-engine 25.0.1',
    durable: false,
    note: 'in-process JavaScript, nothing survives the process',
    java: false,
    missing: async () => undefined,
    measure: measureBpmnEngine,
  },
};

/** What this machine lacks for a Java engine on PostgreSQL, or undefined. @param under where PostgreSQL is looked for */
export async function missingForPostgresql(under?: string): Promise<string | undefined> {
  const programs = await postgresqlPrograms(under);
  return programs === undefined
    ? 'PostgreSQL is missing: install the package postgresql'
    : await missingForJava();
}

/** A cluster of its own for each engine, so that none works on what another left behind. */
async function onPostgresql(
  engine: Pick<JavaPeer, 'module' | 'mainClass'>,
  load: JavaLoad,
): Promise<PeerFigures> {
  const programs = await postgresqlPrograms();
  if (programs === undefined) throw new Error('PostgreSQL is missing');
  const postgresql = await startPrivatePostgresql(programs);
  try {
    const { jdbcUrl, user, password, version } = postgresql;
    process.stderr.write(`  PostgreSQL ${version}\n`);
    return await measureJava({ ...engine, jdbcUrl, user, password }, load);
  } finally {
    await postgresql.stop();
  }
}

async function measureBpmnEngine(load: PeerLoad): Promise<PeerFigures> {
  const script = join(import.meta.dirname, 'bpmn-engine', 'main.ts');
  const sizes = [load.instances, load.rounds, load.parked].map(String);
  const line = await run(
    process.execPath,
    ['--max-old-space-size=4096', '--import', 'tsx', script, ...sizes],
    {
      loud: true,
    },
  );
  return JSON.parse(line) as PeerFigures;
}
