import { expect } from 'expect';
import type { Check } from '../check.ts';
import { deadlines, oneJob, waiting } from '../models.ts';
import { deploy, first, NOW, poll, type Orchestration } from './orchestration.ts';

/** An instance of `id`, stopped at an incident. */
async function stopped(rest: Orchestration, id: string) {
  const [deployed] = await deploy(rest, oneJob(id));
  const created = await rest.createProcessInstance?.({ processDefinitionId: id, variables: { orderId: id } });
  const job = await poll(rest, `${id}.work`, 10_000);
  await rest.failJob?.({ jobKey: job?.jobKey, retries: 0, errorMessage: '坏' });
  return {
    processInstanceKey: String(created?.processInstanceKey),
    processDefinitionKey: deployed?.processDefinition?.processDefinitionKey,
    job,
  };
}

export const orchestrationSearchChecks: readonly Check<Orchestration>[] = [
  {
    name: 'finds instances, elements, variables and jobs, and reads each by its key',
    covers: [
      'POST /process-instances/search',
      'GET /process-instances/:key',
      'POST /element-instances/search',
      'GET /element-instances/:key',
      'POST /variables/search',
      'GET /variables/:key',
      'POST /jobs/search',
    ],
    run: async (rest) => {
      const { processInstanceKey, job } = await stopped(rest, 'found');
      expect(
        await first(rest, 'searchProcessInstances', {
          processDefinitionId: 'found',
          hasIncident: true,
          variables: [{ name: 'orderId', value: '"found"' }],
        }),
      ).toMatchObject({ processInstanceKey, state: 'ACTIVE' });
      expect(await rest.getProcessInstance?.({ processInstanceKey }, NOW)).toMatchObject({
        hasIncident: true,
      });
      const element = await first(rest, 'searchElementInstances', {
        processInstanceKey,
        type: 'SERVICE_TASK',
      });
      const { elementInstanceKey } = element;
      expect(await rest.getElementInstance?.({ elementInstanceKey }, NOW)).toMatchObject({
        elementId: 'work',
      });
      const { variableKey } = await first(rest, 'searchVariables', { processInstanceKey, name: 'orderId' });
      expect(await rest.getVariable?.({ variableKey }, NOW)).toMatchObject({ value: '"found"' });
      expect(await first(rest, 'searchJobs', { type: 'found.work' })).toMatchObject({ jobKey: job?.jobKey });
    },
  },
  {
    name: 'finds incidents, those of an instance too',
    covers: [
      'POST /incidents/search',
      'GET /incidents/:key',
      'POST /process-instances/:key/incidents/search',
    ],
    run: async (rest) => {
      const { processInstanceKey } = await stopped(rest, 'broken');
      const { incidentKey } = await first(rest, 'searchIncidents', { processInstanceKey });
      expect(await rest.getIncident?.({ incidentKey }, NOW)).toMatchObject({
        errorType: 'JOB_NO_RETRIES',
        errorMessage: '坏',
      });
      const ofInstance = await rest.searchProcessInstanceIncidents?.({ processInstanceKey }, NOW);
      expect(ofInstance?.items[0]?.incidentKey).toBe(incidentKey);
    },
  },
  {
    name: 'finds what waits for messages',
    covers: ['POST /message-subscriptions/search'],
    run: async (rest) => {
      await deploy(rest, waiting('awaited'));
      await rest.createProcessInstance?.({ processDefinitionId: 'awaited', variables: { orderId: 'o-77' } });
      expect(await first(rest, 'searchMessageSubscriptions', { correlationKey: 'o-77' })).toMatchObject({
        messageName: 'awaited-reply',
        messageSubscriptionState: 'CREATED',
      });
    },
  },
  {
    name: 'finds processes, and reads them, their XML and that they have no start form',
    covers: [
      'POST /process-definitions/search',
      'GET /process-definitions/:key',
      'GET /process-definitions/:key/xml',
      'GET /process-definitions/:key/form',
    ],
    run: async (rest) => {
      await deploy(rest, oneJob('listed'));
      const { processDefinitionKey } = await first(rest, 'searchProcessDefinitions', {
        processDefinitionId: 'listed',
        isLatestVersion: true,
      });
      expect(await rest.getProcessDefinition?.({ processDefinitionKey }, NOW)).toMatchObject({ version: 1 });
      expect(await rest.getProcessDefinitionXml?.({ processDefinitionKey }, NOW)).toBe(oneJob('listed').text);
      await rest.getStartProcessForm?.({ processDefinitionKey }, NOW);
    },
  },
  {
    name: 'finds decisions and their requirements, and reads them and their XML',
    covers: [
      'POST /decision-definitions/search',
      'GET /decision-definitions/:key',
      'GET /decision-definitions/:key/xml',
      'POST /decision-requirements/search',
      'GET /decision-requirements/:key',
      'GET /decision-requirements/:key/xml',
    ],
    run: async (rest) => {
      await deploy(rest, deadlines('ruled'));
      const { decisionDefinitionKey, decisionRequirementsKey } = await first(
        rest,
        'searchDecisionDefinitions',
        {
          decisionDefinitionId: 'ruled',
        },
      );
      expect(await rest.getDecisionDefinition?.({ decisionDefinitionKey }, NOW)).toMatchObject({
        name: '办理时限',
      });
      expect(await rest.getDecisionDefinitionXml?.({ decisionDefinitionKey }, NOW)).toContain('ruled_drg');
      expect(
        await first(rest, 'searchDecisionRequirements', { decisionRequirementsId: 'ruled_drg' }),
      ).toMatchObject({ decisionRequirementsKey });
      expect(await rest.getDecisionRequirements?.({ decisionRequirementsKey }, NOW)).toMatchObject({
        decisionRequirementsName: '时限',
      });
      expect(await rest.getDecisionRequirementsXml?.({ decisionRequirementsKey }, NOW)).toContain(
        'ruled_drg',
      );
    },
  },
];
