import { setImmediate as othersFirst } from 'node:timers/promises';
import { packKey } from '../state/index.ts';
import { Changes, loadMissing } from './changes.ts';
import type { IndexerParts } from './indexer.ts';
import { PROJECTIONS } from './projections/registry.ts';

/** Rows that are written at once. */
const AT_ONCE = 2000;

/**
 * Begins an index with what lives in the engine now, where the log does not reach back far enough. What changes
 * meanwhile is in the log behind the position that was last before, and is read after it: doing it twice does no harm.
 */
export async function seed(parts: IndexerParts): Promise<void> {
  const { index, log, state } = parts;
  const position = log.lastPosition;
  index.clear();
  let changes = new Changes(parts);
  const tell = async (
    valueType: string,
    intent: string,
    key: number,
    timestamp: number,
    value: readonly unknown[],
  ): Promise<void> => {
    const event = { intent, key: packKey(key), value, timestamp };
    await withModels(parts, () => PROJECTIONS[valueType]?.(changes, event));
    if (changes.size < AT_ONCE) return;
    await index.write(changes.all(), 0, () => othersFirst());
    changes = new Changes(parts);
    await othersFirst();
  };

  // Process instances are told first: what is in them is described by them.
  for (const processes of [true, false]) {
    for (const instance of state.instances.peekAll()) {
      if ((instance.type === 'PROCESS') !== processes) continue;
      const { process } = instance;
      await tell('PROCESS_INSTANCE', 'ELEMENT_ACTIVATED', instance.key, instance.startedAt, [
        instance.elementId,
        instance.type,
        instance.processInstanceKey,
        instance.definitionKey,
        instance.scopeKey,
        ...(process === null
          ? []
          : [process.parentProcessInstanceKey, process.parentElementInstanceKey, process.tags]),
      ]);
      for (const [name, { key, value }] of state.variables.peek(instance.key) ?? []) {
        await tell('VARIABLE', 'CREATED', instance.key, instance.startedAt, [
          name,
          value,
          key,
          instance.processInstanceKey,
        ]);
      }
    }
  }
  // User tasks come before jobs: a listener's job tells the transition that its task is in.
  for (const task of state.userTasks.peekAll()) {
    const { key, elementId, attributes, createdAt } = task;
    await tell('USER_TASK', 'CREATING', key, createdAt, [
      elementId,
      task.elementInstanceKey,
      task.processInstanceKey,
      attributes,
      task.formKey,
      task.externalFormReference,
    ]);
    if (task.state !== 'CREATING')
      await tell('USER_TASK', 'CREATED', key, createdAt, [elementId, '', attributes]);
  }
  for (const job of state.jobs.peekAll()) {
    const { key, type, kind, elementId, elementInstanceKey, processInstanceKey, event, retries } = job;
    const at = state.instances.peek(elementInstanceKey)?.startedAt ?? 0;
    await tell('JOB', 'CREATED', key, at, [
      type,
      kind,
      elementId,
      elementInstanceKey,
      processInstanceKey,
      event,
      retries,
    ]);
    if (job.state === 'ACTIVATED')
      await tell('JOB_BATCH', 'ACTIVATED', 0, at, [type, job.worker, [key], job.dueAt]);
    if (job.state === 'FAILED' || job.state === 'BACKING_OFF')
      await tell('JOB', 'FAILED', key, at, [type, elementId, retries, '']);
  }
  for (const incident of state.incidents.peekAll()) {
    await tell('INCIDENT', 'CREATED', incident.key, incident.createdAt, [
      incident.type,
      incident.message,
      incident.elementId,
      incident.elementInstanceKey,
      incident.processInstanceKey,
      incident.jobKey,
    ]);
  }
  for (const subscription of state.messageSubscriptions.peekAll()) {
    const { key, name, correlationKey, elementId, hostKey, processInstanceKey } = subscription;
    const at = state.instances.peek(hostKey)?.startedAt ?? 0;
    await tell('PROCESS_MESSAGE_SUBSCRIPTION', 'CREATED', key, at, [
      name,
      correlationKey,
      elementId,
      hostKey,
      processInstanceKey,
    ]);
  }
  await index.write(changes.all(), position, () => othersFirst());
}

/** Does something for which models may have to be compiled first. */
async function withModels(parts: IndexerParts, action: () => void): Promise<void> {
  for (;;) {
    try {
      action();
      return;
    } catch (error) {
      await loadMissing(parts, error);
    }
  }
}
