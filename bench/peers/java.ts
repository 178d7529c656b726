import { join } from 'node:path';
import type { Jobs, PeerFigures, PeerLoad } from './figures.ts';
import { isInstalled, run } from './process.ts';

const SOURCES = join(import.meta.dirname, 'java');
const MACHINE = ['-Xms1g', '-Xmx2g', '-XX:+UseParallelGC'];

/** What this machine lacks for the Java engines, or undefined. */
export async function missingForJava(): Promise<string | undefined> {
  for (const [command, remedy] of [
    ['javac', 'install a JDK of Java 17 or later'],
    ['mvn', 'install Maven 3.8 or later'],
  ] as const)
    if (!(await isInstalled(command))) return `${command} is missing: ${remedy}`;
  return undefined;
}

/** Compiles the adapters and collects their class paths; Maven does only what is left to do. */
export async function buildJava(): Promise<void> {
  await run('mvn', ['--quiet', '--batch-mode', 'package'], { cwd: SOURCES });
}

/** Which adapter, and where it keeps its data. */
export interface JavaPeer {
  readonly module: 'operaton' | 'flowable';
  readonly mainClass: string;
  readonly jdbcUrl: string;
  readonly user: string;
  readonly password: string;
}

/**
 * Measures with the jobs done as asked. Which way is faster depends on engine, threads and machine, so `best` tries
 * both and lets the faster count: a peer must not look slow for our choice. W2 has no jobs and is run once.
 */
export async function withJobs(
  load: PeerLoad,
  measure: (load: JavaLoad) => Promise<PeerFigures>,
): Promise<PeerFigures> {
  const { jobs } = load;
  if (jobs !== 'best') return { ...(await measure({ ...load, jobs })), w1Jobs: jobs };
  const executor = await measure({ ...load, jobs: 'executor' });
  if (load.instances === 0) return executor;
  const external = await measure({ ...load, jobs: 'external', parked: 0 });
  return (external.w1PerSecond ?? 0) > (executor.w1PerSecond ?? 0)
    ? { ...executor, ...external, w1Jobs: 'external', ...other(executor) }
    : { ...executor, w1Jobs: 'executor', ...other(external) };
}

function other({ w1PerSecond }: PeerFigures): PeerFigures {
  return w1PerSecond === undefined ? {} : { w1OtherJobsPerSecond: w1PerSecond };
}

/** A load whose jobs are done in one way. */
export type JavaLoad = PeerLoad & { readonly jobs: Jobs };

/** Measures one engine in a Java machine of its own. */
export async function measureJava(peer: JavaPeer, load: JavaLoad): Promise<PeerFigures> {
  const target = join(SOURCES, peer.module, 'target');
  const line = await run(
    'java',
    [
      ...MACHINE,
      '-cp',
      `${join(target, 'classes')}:${join(target, 'lib')}/*`,
      peer.mainClass,
      `jdbc=${peer.jdbcUrl}`,
      ...(['jobs', 'instances', 'rounds', 'parked', 'threads'] as const).map(
        (name) => `${name}=${load[name]}`,
      ),
    ],
    { loud: true, env: { ...process.env, PEERS_DB_USER: peer.user, PEERS_DB_PASSWORD: peer.password } },
  );
  return JSON.parse(line) as PeerFigures;
}
