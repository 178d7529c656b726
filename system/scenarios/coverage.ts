import { elementsOf, modelFiles, readModel } from '../../bpmn/testing/models.ts';
import { idOf } from '../../engine/model/moddle.ts';
import type { Store } from '@jiesu/store';
import { engineRecords } from '../client/engine-records.ts';

/** How much of the diagrams was run through. */
export interface Coverage {
  readonly processes: readonly ProcessCoverage[];
  /** `process/element`, what no scenario reached. */
  readonly missing: readonly string[];
}

interface ProcessCoverage {
  readonly processId: string;
  readonly elements: Share;
  readonly flows: Share;
}

interface Share {
  readonly reached: number;
  readonly all: number;
}

/** Ids of elements and sequence flows that instances went through, by process id. */
type Reached = ReadonlyMap<string, ReadonlySet<string>>;

/** Compares what the engine has on record with all elements and sequence flows of bpmn/. */
export async function coverageOf(restAddress: string, store: Pick<Store, 'models'>): Promise<Coverage> {
  const reached = await reachedElements(restAddress, store);
  const processes: ProcessCoverage[] = [];
  const missing: string[] = [];
  for (const file of modelFiles('.bpmn')) {
    for (const [processId, ids] of await elementIds(file)) {
      const seen = reached.get(processId) ?? new Set();
      const share = (list: readonly string[]): Share => ({
        reached: list.filter((id) => seen.has(id)).length,
        all: list.length,
      });
      processes.push({ processId, elements: share(ids.elements), flows: share(ids.flows) });
      missing.push(
        ...[...ids.elements, ...ids.flows].filter((id) => !seen.has(id)).map((id) => `${processId}/${id}`),
      );
    }
  }
  return { processes, missing };
}

/** Lines of a table that shows it. */
export function coverageTable({ processes }: Coverage): string {
  const text = ({ reached, all }: Share): string => `${reached}/${all}`.padStart(9);
  return processes
    .map(({ processId, elements, flows }) => `${processId.padEnd(22)}${text(elements)}${text(flows)}`)
    .join('\n');
}

async function reachedElements(restAddress: string, store: Pick<Store, 'models'>): Promise<Reached> {
  const models = await store.models.find({}, { processId: 1 }).lean<{ _id: string; processId: string }[]>();
  const processIds = new Map(models.map(({ _id, processId }) => [_id, processId]));
  const instances = new Map<string, string>();
  const reached = new Map<string, Set<string>>();
  const note = (processId: string | undefined, id: unknown): void => {
    if (processId === undefined || typeof id !== 'string') return;
    const ids = reached.get(processId);
    if (ids === undefined) reached.set(processId, new Set([id]));
    else ids.add(id);
  };
  for await (const { valueType, intent, value } of engineRecords(restAddress)) {
    if (valueType !== 'PROCESS_INSTANCE') continue;
    const [elementId, typeOrInstance, instanceKey, definitionKey] = value;
    if (intent === 'SEQUENCE_FLOW_TAKEN') note(instances.get(String(typeOrInstance)), elementId);
    else {
      const processId = processIds.get(String(definitionKey));
      if (processId === undefined) continue;
      instances.set(String(instanceKey), processId);
      // an element that was only begun, and whose start failed, was not gone through
      if (intent !== 'ELEMENT_ACTIVATING') note(processId, elementId);
    }
  }
  return reached;
}

async function elementIds(file: string): Promise<Map<string, { elements: string[]; flows: string[] }>> {
  const byProcess = new Map<string, { elements: string[]; flows: string[] }>();
  let current: { elements: string[]; flows: string[] } | undefined;
  for (const element of elementsOf(await readModel(file))) {
    const id = idOf(element);
    if (element.$type === 'bpmn:Process') {
      current = { elements: [], flows: [] };
      byProcess.set(id, current);
    } else if (element.$type === 'bpmn:SequenceFlow') current?.flows.push(id);
    else if (
      element.$type !== 'bpmn:TextAnnotation' &&
      element.$type !== 'bpmn:Association' &&
      element.$type !== 'bpmn:Group'
    ) {
      current?.elements.push(id);
    }
  }
  return byProcess;
}
