import type { EnginePorts } from './check.ts';
import { until } from '../gateway/testing/until.ts';

type Found = Readonly<Record<string, string>>;

/** What the clients that speak nothing but gRPC can't ask for: read over REST, beside them. */
export function engineView({ restPort }: EnginePorts) {
  const search = async (collection: string, filter: object): Promise<readonly Found[]> => {
    const response = await fetch(`http://127.0.0.1:${restPort}/v2/${collection}/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ filter }),
    });
    return ((await response.json()) as { readonly items: readonly Found[] }).items;
  };
  const first = async (collection: string, filter: object, key: string): Promise<string> => {
    let found: string | undefined;
    await until(async () => (found = (await search(collection, filter))[0]?.[key]) !== undefined);
    return found ?? '';
  };
  return {
    /** The open incident of an instance: its key. */
    incidentOf: (processInstanceKey: string): Promise<string> =>
      first('incidents', { processInstanceKey, state: 'ACTIVE' }, 'incidentKey'),
    /** Whether there is a job of the type that nobody has. */
    hasJob: async (type: string): Promise<boolean> =>
      (await search('jobs', { type, state: 'CREATED' })).length > 0,
    /** An active element of an instance: the key of its instance. */
    elementOf: (processInstanceKey: string, elementId: string): Promise<string> =>
      first('element-instances', { processInstanceKey, elementId, state: 'ACTIVE' }, 'elementInstanceKey'),
  };
}
