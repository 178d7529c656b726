import { DomainError } from '@jiesu/domain';
import type { EventDocument, ModelDocument, OrderDocument } from '@jiesu/store';
import type { ModelRecords } from '../processes/index.ts';

const ROOT = 'work-order';

/**
 * The diagram of one of the processes that an order runs through, with where the order is and where it was. Without a
 * wish it is the process of the newest event of an element where the order is, so that the present step is in sight.
 * @throws DomainError NOT_FOUND when the order has not been in such a process
 */
export async function orderDiagram(
  order: OrderDocument,
  events: readonly EventDocument[],
  models: ModelRecords,
  wanted: string | undefined,
) {
  const keys = definitionKeys(order, events);
  const present = events.findLast(({ elementId }) => order.activeElements.includes(elementId ?? ''));
  const processId = wanted ?? present?.processId ?? ROOT;
  const model = await modelOf(processId, keys.get(processId), models);
  if (model === undefined) throw new DomainError('NOT_FOUND');
  const visited = events.filter((event) => (event.processId ?? ROOT) === processId);
  return {
    xml: model.xml,
    processId,
    version: model.version,
    activeElements: order.activeElements,
    visitedElements: [...new Set(visited.flatMap(({ elementId }) => elementId ?? []))],
    processes: await namesOf(keys, order, events, models),
  };
}

/** Newest definition of each process that the order was in, the root first. */
function definitionKeys(
  order: OrderDocument,
  events: readonly EventDocument[],
): ReadonlyMap<string, string | undefined> {
  const keys = new Map<string, string | undefined>([[ROOT, order.processDefinitionKey]]);
  for (const { processId, processDefinitionKey } of events) {
    if (processId !== undefined) keys.set(processId, processDefinitionKey);
  }
  return keys;
}

async function modelOf(
  processId: string,
  key: string | undefined,
  models: ModelRecords,
): Promise<ModelDocument | undefined> {
  return key === undefined ? models.latest(processId) : models.byKey(key);
}

async function namesOf(
  keys: ReadonlyMap<string, string | undefined>,
  order: OrderDocument,
  events: readonly EventDocument[],
  models: ModelRecords,
) {
  const names = new Map((await models.list()).map(({ processId, name }) => [processId, name]));
  return [...keys.keys()].map((processId) => ({
    processId,
    name: names.get(processId) ?? processId,
    active: events.some(
      (event) =>
        (event.processId ?? ROOT) === processId && order.activeElements.includes(event.elementId ?? ''),
    ),
  }));
}
