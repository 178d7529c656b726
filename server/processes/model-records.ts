import { createHash } from 'node:crypto';
import type { ModelDocument, Store } from '@jiesu/store';
import type { DeployedProcess } from '../zeebe/index.ts';

/** The deployed versions of the process models. */
export class ModelRecords {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async byKey(processDefinitionKey: string): Promise<ModelDocument | undefined> {
    return (await this.#store.models.findById(processDefinitionKey).lean()) ?? undefined;
  }

  /** The newest version of a process, or the given one. */
  async latest(processId: string, version?: number): Promise<ModelDocument | undefined> {
    const filter = version === undefined ? { processId } : { processId, version };
    return (await this.#store.models.findOne(filter).sort({ version: -1 }).lean()) ?? undefined;
  }

  /** The newest version of each process, without its XML. */
  async list(): Promise<Omit<ModelDocument, 'xml'>[]> {
    const all = await this.#store.models.find({}, { xml: 0 }).sort({ processId: 1, version: -1 }).lean();
    const seen = new Set<string>();
    return all.filter(({ processId }) => !seen.has(processId) && seen.add(processId));
  }

  /** Whether a file of this content was deployed before, by anyone. */
  async knowsFile(resourceName: string, checksum: string): Promise<ModelDocument | undefined> {
    return (
      (await this.#store.models.findOne({ resourceName, checksum }).sort({ version: -1 }).lean()) ?? undefined
    );
  }

  /** Puts a deployed version on record; the same version again changes nothing. */
  async record(
    deployed: DeployedProcess,
    file: { readonly xml: string; readonly name: string },
    by: { readonly username: string; readonly at: Date; readonly reason: string },
  ): Promise<void> {
    const document: ModelDocument = {
      _id: deployed.processDefinitionKey,
      processDefinitionKey: deployed.processDefinitionKey,
      processId: deployed.processId,
      version: deployed.version,
      name: file.name,
      resourceName: deployed.resourceName,
      xml: file.xml,
      by: by.username,
      at: by.at,
      reason: by.reason,
      checksum: checksumOf(file.xml),
    };
    await this.#store.models.updateOne({ _id: document._id }, { $setOnInsert: document }, { upsert: true });
  }
}

/** SHA-256 of a text, hex. */
export function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Name of the process in a .bpmn file; its id where it has none. */
export function processName(xml: string, processId: string): string {
  for (const [tag] of xml.matchAll(/<(?:\w+:)?process\b[^>]*>/g)) {
    if (!tag.includes(`id="${processId}"`)) continue;
    const name = /\bname="([^"]*)"/.exec(tag)?.[1];
    if (name !== undefined && name !== '') return name;
  }
  return processId;
}
