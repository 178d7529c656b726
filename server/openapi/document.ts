import { OpenAPIRegistry, OpenApiGeneratorV31, extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import type { ResponseConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import type { Endpoint } from '../http/index.ts';
import { PROBLEM_TYPE } from '../problem/index.ts';
import { SESSION_COOKIE } from '../session/index.ts';

extendZodWithOpenApi(z);

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.string().describe('code of the table of errors'),
  zh: z.string(),
  en: z.string(),
  errors: z.array(
    z.looseObject({
      field: z.string().optional(),
      code: z.string().optional(),
      zh: z.string().optional(),
      en: z.string().optional(),
    }),
  ),
});

/** The OpenAPI document of the endpoints, made from the same schemas that check their requests. */
export function openApiDocument(endpoints: readonly Endpoint[], version: string): Record<string, unknown> {
  const registry = new OpenAPIRegistry();
  const problem = registry.register('Problem', problemSchema);
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
  });
  registry.registerComponent('securitySchemes', 'csrf', {
    type: 'apiKey',
    in: 'header',
    name: 'x-csrf-token',
  });
  for (const endpoint of endpoints) {
    const mutation = endpoint.method !== 'get';
    registry.registerPath({
      method: endpoint.method,
      path: endpoint.path,
      operationId: operationId(endpoint),
      tags: [endpoint.tag],
      summary: endpoint.summary,
      ...(typeof endpoint.access === 'string' ? {} : { description: `Roles: ${endpoint.access.join(', ')}` }),
      security: endpoint.access === 'public' ? [] : [mutation ? { session: [], csrf: [] } : { session: [] }],
      request: {
        ...(endpoint.params === undefined ? {} : { params: endpoint.params }),
        ...(endpoint.query === undefined ? {} : { query: endpoint.query }),
        ...(endpoint.headers === undefined ? {} : { headers: endpoint.headers }),
        ...(endpoint.body === undefined
          ? {}
          : {
              body: {
                required: true,
                content: { 'application/json': { schema: endpoint.bodySchema ?? endpoint.body } },
              },
            }),
      },
      responses: {
        ...responsesOf(endpoint),
        default: { description: 'Problem details', content: { [PROBLEM_TYPE]: { schema: problem } } },
      },
    });
  }
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: '接诉 Jiesu', version, description: "API of the city's 12345 hotline" },
    servers: [{ url: '/' }],
  });
  return { ...document };
}

function responsesOf({ answers }: Endpoint): Record<string, ResponseConfig> {
  const responses: Record<string, ResponseConfig> = {};
  for (const [status, { description, schema, type }] of Object.entries(answers)) {
    responses[status] = { description };
    if (schema === undefined && type === undefined) continue;
    responses[status].content = { [type ?? 'application/json']: { schema: schema ?? z.string() } };
  }
  return responses;
}

/** `POST /api/tasks/{key}/claim` is `postTasksKeyClaim`. */
function operationId({ method, path }: Endpoint): string {
  const words = path.replace(/^\/api/, '').split(/[^A-Za-z0-9]+/);
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
