import { z } from 'zod';
import {
  COLLECTIONS,
  type CollectionName,
  type Condition,
  type FoundPage,
  type Related,
  type Row,
  type SearchRequest,
} from '../../search/index.ts';
import { endpoint, found, noBody, type EndpointFamily } from './endpoint.ts';
import { condition, searchAnswer, searchBody, searchIndex, type Searchable } from './search.ts';

/** Longest value of a variable that a search shows whole, in characters. */
const MAX_VALUE_LENGTH = 8191;

const variableFilter = z
  .array(z.object({ name: z.string().min(1), value: condition }))
  .max(20)
  .nullish();

/** The searches of what runs and what ran, and the reads that only an index can serve. */
export const searches: EndpointFamily = (router, gateway) => {
  const search = (
    path: string,
    name: CollectionName,
    restrict?: (key: string) => SearchRequest['filter'],
  ) => {
    endpoint(router, gateway, 'post', path, searchBody(searchable(name)), async ({ body, key, request }) => {
      const restricted = restrict ? { ...body, filter: { ...body.filter, ...restrict(key) } } : body;
      const page = await searchIndex(gateway).find(name, restricted);
      const whole = request.query.truncateValues === 'false';
      return searchAnswer(name === 'variables' ? truncated(page, whole) : page);
    });
  };
  for (const name of Object.keys(COLLECTIONS) as CollectionName[]) search(`/${name}/search`, name);
  search('/process-instances/:key/incidents/search', 'incidents', (processInstanceKey) => ({
    processInstanceKey,
  }));
  search('/element-instances/:key/incidents/search', 'incidents', (elementInstanceKey) => ({
    elementInstanceKey,
  }));
  endpoint(
    router,
    gateway,
    'post',
    '/user-tasks/:key/variables/search',
    searchBody(searchable('variables')),
    async ({ body, key, request }) => {
      const index = searchIndex(gateway);
      const task = found(await index.get('user-tasks', key), 'user task', key);
      // What the task sees: its own variables, and those of its process instance.
      const scopes = [task.elementInstanceKey, task.processInstanceKey].filter(isText);
      const page = await index.find('variables', {
        ...body,
        filter: { ...body.filter, scopeKey: { $in: scopes } },
      });
      return searchAnswer(truncated(page, request.query.truncateValues === 'false'));
    },
  );
  endpoint(router, gateway, 'get', '/variables/:key', noBody, async ({ key }) =>
    found(await searchIndex(gateway).get('variables', key), 'variable', key),
  );
};

/** What a client may ask of a collection. */
function searchable(name: CollectionName): Searchable {
  const { fields, hidden, dates, aliases } = COLLECTIONS[name];
  const scope = name === 'element-instances' ? ['elementInstanceScopeKey'] : [];
  const own = { fields: [...fields.filter((field) => !hidden.includes(field)), ...scope], dates, aliases };
  if (name === 'process-instances') return { ...own, lists: ['tags'], ...ofProcessInstances };
  if (name === 'user-tasks') return { ...own, ...ofUserTasks };
  return name === 'variables' ? { ...own, related: { isTruncated: z.boolean().nullish() } } : own;
}

const ofProcessInstances = {
  related: {
    variables: variableFilter,
    elementId: condition.nullish(),
    elementInstanceState: condition.nullish(),
    hasElementInstanceIncident: z.boolean().nullish(),
    errorMessage: condition.nullish(),
  },
  relate: (filter: Readonly<Record<string, unknown>>): readonly Related[] => {
    const element = {
      elementId: filter.elementId as Condition | null | undefined,
      state: filter.elementInstanceState as Condition | null | undefined,
      hasIncident: filter.hasElementInstanceIncident as boolean | null | undefined,
    };
    const errorMessage = filter.errorMessage as Condition | null | undefined;
    return [
      ...variablesOf(filter.variables, 'processInstanceKey'),
      ...(Object.values(element).some((value) => value !== null && value !== undefined)
        ? [{ kind: 'element', filter: element } as const]
        : []),
      ...(errorMessage === null || errorMessage === undefined
        ? []
        : [{ kind: 'incident', errorMessage } as const]),
    ];
  },
};

const ofUserTasks = {
  related: { processInstanceVariables: variableFilter, localVariables: variableFilter },
  relate: (filter: Readonly<Record<string, unknown>>): readonly Related[] => [
    ...variablesOf(filter.processInstanceVariables, 'processInstanceKey'),
    ...variablesOf(filter.localVariables, 'elementInstanceKey'),
  ],
};

function variablesOf(asked: unknown, of: 'processInstanceKey' | 'elementInstanceKey'): readonly Related[] {
  const filters = (asked as z.output<typeof variableFilter>) ?? [];
  return filters.map(({ name, value }) => ({ kind: 'variable', of, name, value }));
}

function truncated(page: FoundPage, whole: boolean): FoundPage {
  const items = page.items.map((item): Row => {
    const value = isText(item.value) ? item.value : '';
    const isTruncated = !whole && value.length > MAX_VALUE_LENGTH;
    return { ...item, value: isTruncated ? value.slice(0, MAX_VALUE_LENGTH) : value, isTruncated };
  });
  return { ...page, items };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
