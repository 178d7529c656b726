import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

/** The processes that run from a bundle: dist/<name>.js, made from <name>/main.ts. */
export const BUNDLES = ['engine', 'server', 'workers'] as const;
export type BundleName = (typeof BUNDLES)[number];

/** Bundles our own packages; what comes from the registry stays in node_modules. */
const onlyOwnCode: esbuild.Plugin = {
  name: 'only-own-code',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, (args) =>
      args.kind === 'entry-point' || args.path.startsWith('@jiesu/')
        ? undefined
        : { path: args.path, external: true },
    );
  },
};

function bundleOptions(root: string): esbuild.BuildOptions {
  return {
    absWorkingDir: root,
    entryPoints: BUNDLES.map((name) => ({ in: `./${name}/main.ts`, out: name })),
    outdir: path.join(root, 'dist'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [onlyOwnCode],
  };
}

/** Builds dist/engine.js, dist/server.js and dist/workers.js. */
export async function buildBundles(root: string): Promise<void> {
  await esbuild.build(bundleOptions(root));
  await esbuild.stop();
}

/**
 * Builds the bundles, and again whenever a file of theirs changes. Resolves after the first build.
 * @param onBuilt called after each further build that worked
 */
export async function watchBundles(root: string, onBuilt: () => void): Promise<{ stop(): Promise<void> }> {
  let builds = 0;
  let settle: (error: Error | undefined) => void = () => undefined;
  const firstBuild = new Promise<void>((resolve, reject) => {
    settle = (error) => (error === undefined ? resolve() : reject(error));
  });
  const context = await esbuild.context({
    ...bundleOptions(root),
    plugins: [
      onlyOwnCode,
      {
        name: 'on-built',
        setup(build) {
          build.onEnd(({ errors }) => {
            builds += 1;
            const [error] = errors;
            if (builds > 1 && error === undefined) onBuilt();
            settle(error === undefined ? undefined : new Error(error.text));
          });
        },
      },
    ],
  });
  await context.watch();
  await firstBuild;
  return {
    async stop() {
      await context.dispose();
      await esbuild.stop();
    },
  };
}

function newestChange(folder: string): number {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const file = path.join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestChange(file) : statSync(file).mtimeMs);
  }
  return newest;
}

/** Whether modeler-ui/dist is missing or older than what it is made from. */
export function isWebAppStale(root: string): boolean {
  const built = path.join(root, 'modeler-ui', 'dist', 'index.html');
  if (!existsSync(built)) return true;
  const sources = Math.max(
    newestChange(path.join(root, 'modeler-ui')),
    statSync(path.join(root, 'package-lock.json')).mtimeMs,
  );
  return sources > statSync(built).mtimeMs;
}

/** Builds modeler-ui/dist with Vite in a process of its own, whose memory goes when it ends. */
export async function buildWebApp(root: string, signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const output: string[] = [];
    const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const child = spawn(process.execPath, [vite, 'build', 'modeler-ui'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
      ...(signal === undefined ? {} : { signal }),
    });
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the web app could not be built:\n${output.join('')}`));
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
  await buildBundles(root);
  await buildWebApp(root);
}
