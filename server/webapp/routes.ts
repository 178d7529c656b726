import { existsSync } from 'node:fs';
import path from 'node:path';
import express from 'express';
import type { Router } from 'express';

const NOT_BUILT = `网页尚未构建。请在仓库根目录运行 npm run build,然后刷新本页。
The web app is not built. Run "npm run build" in the repository, then reload this page.
`;

/**
 * Serves the built web app: hashed assets for a year, index.html for every page of it and never from a cache. While
 * it is not built, a text says so.
 */
export function webAppRoutes(router: Router, root: string): void {
  const folder = path.join(root, 'modeler-ui', 'dist');
  const index = path.join(folder, 'index.html');
  router.use(
    '/assets',
    express.static(path.join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  router.use(express.static(folder, { index: false, maxAge: '5m' }));
  router.get('/{*page}', (request, response, next) => {
    if (request.path.startsWith('/assets/') || request.accepts('html') === false) {
      next();
      return;
    }
    response.set('cache-control', 'no-cache');
    if (existsSync(index)) response.sendFile('index.html', { root: folder });
    else response.status(503).type('text/plain').send(NOT_BUILT);
  });
}
