import path from 'node:path';

/** Serves modeler-ui with hot reload; /api goes to the server. */
export async function startWebDevServer(
  root: string,
  apiUrl: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  // Vite is only loaded for development: a normal start does not pay for it.
  const { createServer } = await import('vite');
  const vite = await createServer({
    root: path.join(root, 'modeler-ui'),
    configFile: path.join(root, 'modeler-ui', 'vite.config.ts'),
    server: { host: '127.0.0.1', proxy: { '/api': apiUrl } },
  });
  await vite.listen();
  return {
    url: vite.resolvedUrls?.local[0] ?? apiUrl,
    stop: () => vite.close(),
  };
}
