import multer from 'multer';
import { z } from 'zod';
import { EngineError } from '../../errors.ts';
import type { DeployedItem } from '../../processor/commands.ts';
import { checkTenant, DEFAULT_TENANT } from '../tenant.ts';
import { endpoint, noBody, type EndpointFamily } from './endpoint.ts';

/** Most files in a deployment. */
const MAX_FILES = 200;

export const deployments: EndpointFamily = (router, gateway) => {
  const upload = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: gateway.maxMessageBytes, files: MAX_FILES, fields: 10 },
    // File names may be Chinese; the form's own default is Latin-1.
    defParamCharset: 'utf8',
  });
  router.post('/deployments', upload.any());
  const form = z.looseObject({ tenantId: z.string().optional() });
  endpoint(router, gateway, 'post', '/deployments', form, async ({ body, request }) => {
    checkTenant(body.tenantId);
    const files = Array.isArray(request.files) ? request.files : [];
    if (files.length === 0) {
      throw new EngineError('INVALID_ARGUMENT', 'resources: send at least one file as multipart/form-data');
    }
    const total = files.reduce((sum, file) => sum + file.size, 0);
    if (total > gateway.maxMessageBytes) {
      throw new EngineError(
        'INVALID_ARGUMENT',
        `the deployment has ${total} bytes, more than the ${gateway.maxMessageBytes} that are accepted`,
      );
    }
    const { deploymentKey, items } = await gateway.core.submit('deploy', {
      resources: files.map(({ originalname, buffer }) => ({ name: originalname, content: buffer })),
    });
    return { tenantId: DEFAULT_TENANT, deploymentKey, deployments: items.map(metadataOf) };
  });
  endpoint(router, gateway, 'post', '/resources/:key/deletion', noBody, async ({ key }) => {
    await gateway.core.submit('deleteResource', { resourceKey: key });
    return { resourceKey: key };
  });
};

function metadataOf(item: DeployedItem) {
  const tenantId = DEFAULT_TENANT;
  switch (item.kind) {
    case 'process':
      return {
        processDefinition: {
          processDefinitionId: item.processId,
          processDefinitionVersion: item.version,
          resourceName: item.resourceName,
          tenantId,
          processDefinitionKey: item.key,
        },
      };
    case 'decision':
      return {
        decisionDefinition: {
          decisionDefinitionId: item.decisionId,
          version: item.version,
          name: item.name,
          tenantId,
          decisionRequirementsId: item.drgId,
          decisionDefinitionKey: item.key,
          decisionRequirementsKey: item.drgKey,
        },
      };
    case 'decisionRequirements':
      return {
        decisionRequirements: {
          decisionRequirementsId: item.drgId,
          version: item.version,
          decisionRequirementsName: item.name,
          tenantId,
          resourceName: item.resourceName,
          decisionRequirementsKey: item.key,
        },
      };
    case 'form':
      return {
        form: {
          formId: item.formId,
          version: item.version,
          resourceName: item.resourceName,
          tenantId,
          formKey: item.key,
        },
      };
  }
}
