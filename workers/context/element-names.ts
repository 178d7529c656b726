import type { Store } from '@jiesu/store';

/** Reads the XML of a process from the engine; undefined where it does not offer it. */
export type ProcessXml = (processDefinitionKey: string) => Promise<string | undefined>;

const MOST_DEFINITIONS = 200;
const USER_TASK = /<(?:\w+:)?userTask\b([^>]*)>/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Names of the user tasks of a process version, as its owner wrote them in the diagram: a job does not carry them.
 * A version never changes, so each is read once.
 */
export class ElementNames {
  readonly #store: Store;
  readonly #processXml: ProcessXml;
  readonly #known = new Map<string, ReadonlyMap<string, string>>();

  constructor(store: Store, processXml: ProcessXml) {
    this.#store = store;
    this.#processXml = processXml;
  }

  /** Name of a user task; undefined when the model can not be read or gives it none. */
  async nameOf(processDefinitionKey: string, elementId: string): Promise<string | undefined> {
    const names = this.#known.get(processDefinitionKey) ?? (await this.#read(processDefinitionKey));
    return names?.get(elementId);
  }

  async #read(key: string): Promise<ReadonlyMap<string, string> | undefined> {
    const model = await this.#store.models.findById(key, { xml: 1 }).lean<{ xml: string } | null>();
    const xml = model?.xml ?? (await this.#processXml(key));
    if (xml === undefined) return undefined;
    const names = userTaskNames(xml);
    if (this.#known.size >= MOST_DEFINITIONS) this.#known.clear();
    this.#known.set(key, names);
    return names;
  }
}

/** Names of all user tasks of a BPMN document by their id. */
export function userTaskNames(xml: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [, attributes = ''] of xml.matchAll(USER_TASK)) {
    const id = attribute(attributes, 'id');
    const name = attribute(attributes, 'name');
    if (id !== undefined && name !== undefined) names.set(id, name);
  }
  return names;
}

function attribute(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  const value = match?.[1] ?? match?.[2];
  return value?.replace(
    /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
    (entity, hex?: string, code?: string, word?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (code !== undefined) return String.fromCodePoint(Number(code));
      return (word === undefined ? undefined : ENTITIES[word]) ?? entity;
    },
  );
}
