import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
    };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Where the engine's time goes, as shares of the time in which it was not idle. */
export interface ProfileFigures {
  readonly shares: Readonly<Record<string, number>>;
  /** The files in which most of it was spent, calls of other files not counted. */
  readonly files: readonly { readonly share: number; readonly where: string }[];
  /** The functions in which most of it was spent, calls from them not counted. */
  readonly top: readonly { readonly share: number; readonly where: string }[];
}

/** Files of the bundle by what they are for; the first that fits counts. */
const GROUPS: readonly (readonly [group: string, pattern: RegExp])[] = [
  ['expression', /engine\/(feel|dmn)\//],
  ['store', /engine\/state\/|node_modules\/(lmdb|msgpackr|ordered-binary|msgpackr-extract)\//],
  [
    'protocol',
    /engine\/(gateway|jobs|metrics)|node_modules\/(@grpc|protobufjs|@protobufjs|long|express|prom-client)|^node:(internal\/)?(http2|net|stream|zlib|events)|node:internal\/(stream|http2)/,
  ],
  ['processing', /engine\//],
];

/** Where lmdb begins, commits and flushes a transaction: native calls count for the function that makes them. */
const COMMIT = /^(finishTxn|commitTxn|endTxn|beginTxn)$/;

const TOP = 25;

/** A folder for a CPU profile and the flags of node that make it there. */
export async function profileFolder(): Promise<{
  readonly folder: string;
  readonly flags: readonly string[];
}> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jiesu-profile-'));
  return { folder, flags: ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=500'] };
}

/** Reads the profile that an ended process left, groups it and removes it. @param bundle what the process ran */
export async function readProfile(folder: string, bundle: string): Promise<ProfileFigures> {
  const [file] = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile'));
  if (file === undefined) throw new Error('the engine left no profile');
  const profile = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as CpuProfile;
  await rm(folder, { recursive: true, force: true });
  return group(profile, sourceLines(await readFile(bundle, 'utf8')));
}

/** The source file of each line of a bundle: esbuild begins each with its path in a comment. */
function sourceLines(bundle: string): readonly string[] {
  let file = '';
  return bundle.split('\n').map((line) => {
    const begun = /^\/\/ (\S+\.[mc]?[tj]s)$/.exec(line)?.[1];
    if (begun !== undefined) file = begun;
    return file;
  });
}

function group(profile: CpuProfile, lines: readonly string[]): ProfileFigures {
  const selfTimes = new Map<number, number>();
  for (const [at, id] of profile.samples.entries())
    selfTimes.set(id, (selfTimes.get(id) ?? 0) + (profile.timeDeltas[at] ?? 0));
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const groups = new Map<string, number>();
  const functions = new Map<string, number>();
  const files = new Map<string, number>();
  let busy = 0;
  const visit = (id: number, caller: string): void => {
    const node = nodes.get(id);
    if (node === undefined) return;
    const { functionName, url, lineNumber } = node.callFrame;
    const file =
      url.endsWith('.js') && !url.includes('node_modules') && !url.startsWith('node:')
        ? (lines[lineNumber] ?? url)
        : url;
    const own = groupOf(functionName, file, caller);
    const time = selfTimes.get(id) ?? 0;
    if (functionName !== '(idle)' && functionName !== '(root)') {
      busy += time;
      groups.set(own, (groups.get(own) ?? 0) + time);
      const where = `${functionName === '' ? '(anonymous)' : functionName} ${shortened(file)}:${lineNumber + 1}`;
      files.set(shortened(file), (files.get(shortened(file)) ?? 0) + time);
      functions.set(where, (functions.get(where) ?? 0) + time);
    }
    for (const child of node.children ?? []) visit(child, own);
  };
  const [root] = profile.nodes;
  if (root !== undefined) visit(root.id, 'other');
  const share = (time: number): number => Math.round((time * 1000) / busy) / 10;
  const sorted = (times: ReadonlyMap<string, number>): [string, number][] =>
    [...times].sort(([, a], [, b]) => b - a);
  const most = (times: ReadonlyMap<string, number>): { share: number; where: string }[] =>
    sorted(times)
      .slice(0, TOP)
      .map(([where, time]) => ({ share: share(time), where }));
  return {
    shares: Object.fromEntries(sorted(groups).map(([name, time]) => [name, share(time)])),
    files: most(files),
    top: most(functions),
  };
}

/** A native function, which has no file, counts for who calls it. */
function groupOf(name: string, file: string, caller: string): string {
  if (name === '(garbage collector)') return 'garbage collection';
  if (name === '(program)') return 'system calls and native code';
  if (COMMIT.test(name)) return 'commit';
  if (file === '') return caller;
  return (
    GROUPS.find(([, pattern]) => pattern.test(file))?.[0] ?? (file.startsWith('node:') ? 'protocol' : 'other')
  );
}

function shortened(file: string): string {
  const at = file.lastIndexOf('node_modules/');
  return at < 0 ? file : file.slice(at + 'node_modules/'.length);
}
