import { createRequire } from 'node:module';
import path from 'node:path';
import express from 'express';
import type { Router } from 'express';
import type { Endpoint } from '../http/index.ts';
import { openApiDocument } from './document.ts';

const PAGE = `<!doctype html>
<html lang="zh">
<head><meta charset="utf-8"><title>接诉 Jiesu API</title><link rel="stylesheet" href="docs/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="docs/swagger-ui-bundle.js"></script><script src="docs/start.js"></script></body>
</html>
`;
const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true });\n`;

/** `/api/openapi.json` and the page `/api/docs` that shows it; no script is inline. */
export function openApiRoutes(router: Router, endpoints: readonly Endpoint[], version: string): void {
  const document = JSON.stringify(openApiDocument(endpoints, version));
  const assets = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  router.get('/api/openapi.json', (_request, response) => {
    response.type('json').send(document);
  });
  router.get('/api/docs', (_request, response) => {
    response.type('html').send(PAGE);
  });
  router.get('/api/docs/start.js', (_request, response) => {
    response.type('js').send(START);
  });
  router.use('/api/docs', express.static(assets, { index: false, maxAge: '1h' }));
}
