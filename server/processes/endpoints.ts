import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import type { ModelDocument } from '@jiesu/store';
import { endpoint, isoTime } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import type { Deployment } from './deployment.ts';
import type { ModelRecords } from './model-records.ts';

const processParams = z.object({ processId: z.string().max(200) });
const processSchema = z.object({
  processId: z.string(),
  name: z.string(),
  resourceName: z.string(),
  version: z.int(),
  processDefinitionKey: z.string(),
  deployedAt: z.string().nullable(),
  by: z.string(),
  reason: z.string(),
});
const MODEL_KB = 4096;

/** Deployed processes, their XML, and the deployment of a new version. */
export function processEndpoints(models: ModelRecords, deployment: Deployment): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/api/processes',
      tag: 'processes',
      summary: 'The newest version of each process',
      answers: { 200: { description: 'The processes', schema: z.object({ items: z.array(processSchema) }) } },
      async run({ response }) {
        response.json({ items: (await models.list()).map(processView) });
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/processes/{processId}/xml',
      tag: 'processes',
      summary: 'The BPMN of a process: the newest version, or the one that is asked for',
      params: processParams,
      query: z.object({ version: z.coerce.number().int().min(1).optional() }),
      answers: { 200: { description: 'BPMN 2.0 XML', type: 'application/xml' } },
      async run({ response, params, query }) {
        const model = await models.latest(params.processId, query.version);
        if (model === undefined) throw new DomainError('NOT_FOUND');
        response.type('application/xml').send(model.xml);
      },
    }),
    endpoint({
      method: 'post',
      path: '/api/processes/{processId}/deploy',
      tag: 'processes',
      summary: 'Deploy a new version of a process',
      roles: ['owner'],
      params: processParams,
      body: z.strictObject({
        xml: z
          .string()
          .min(1)
          .max(MODEL_KB * 1024),
        reason: z.string().trim().min(1).max(500),
      }),
      labels: { xml: { zh: '流程图', en: 'Diagram' }, reason: { zh: '变更原因', en: 'Reason' } },
      bodyLimitKb: MODEL_KB,
      answers: {
        200: {
          description: 'The new version',
          schema: z.object({ version: z.int(), processDefinitionKey: z.string() }),
        },
      },
      async run({ response, params, body, person }) {
        response.json(await deployment.deployModel({ ...params, ...body, username: person.username }));
      },
    }),
  ];
}

function processView(model: Omit<ModelDocument, 'xml'>) {
  return {
    processId: model.processId,
    name: model.name ?? model.processId,
    resourceName: model.resourceName,
    version: model.version,
    processDefinitionKey: model.processDefinitionKey,
    deployedAt: isoTime(model.at),
    by: model.by,
    reason: model.reason,
  };
}
