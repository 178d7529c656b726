import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { DomainError } from '@jiesu/domain';
import type { Store } from '@jiesu/store';
import type { Clock } from '../clock/index.ts';
import { isEngineRefusal } from '../zeebe/index.ts';
import type { Engine, EngineResource } from '../zeebe/index.ts';
import { checksumOf, processName } from './model-records.ts';
import type { ModelRecords } from './model-records.ts';
import { refusedElements } from './refusal.ts';

interface Parts {
  readonly engine: Engine;
  readonly models: ModelRecords;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a person deploys. */
export interface DeployRequest {
  readonly processId: string;
  readonly xml: string;
  readonly reason: string;
  readonly username: string;
}

/** Brings process models into the engine and keeps their versions on record. */
export class Deployment {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Deploys the files of the repository, bpmn/*.bpmn and bpmn/*.form, and the decision tables in force, all or none. A .bpmn file that was
   * deployed before is left out, so that what a process owner deployed since stays in force; a changed file is a new
   * version. Forms and tables of the same content stay the version that they are.
   * @throws DomainError DEPLOYMENT_REFUSED with every reason
   */
  async deployFiles(root: string, tables: readonly EngineResource[]): Promise<void> {
    const files = [...(await filesOf(path.join(root, 'bpmn'), ['.bpmn', '.form'])), ...tables];
    const due: EngineResource[] = [];
    for (const file of files) if (await this.#isDue(file)) due.push(file);
    if (due.length === 0) return;
    await this.#deploy(due, { username: 'system', reason: '随系统部署' });
  }

  /**
   * Deploys a model that a person drew as the next version of its process.
   * @throws DomainError DEPLOYMENT_REFUSED with elements and reasons; the version before stays in force then
   */
  async deployModel(request: DeployRequest): Promise<{ version: number; processDefinitionKey: string }> {
    const current = await this.#parts.models.latest(request.processId);
    const name = current?.resourceName ?? `${request.processId}.bpmn`;
    if (!definesProcess(request.xml, request.processId)) {
      throw refused([
        { elementId: '', detail: `文件中没有流程 ${request.processId} · no process of this id` },
      ]);
    }
    const deployed = await this.#deploy([{ name, content: request.xml }], request);
    const process = deployed.find(({ processId }) => processId === request.processId);
    if (process === undefined) {
      throw refused([{ elementId: request.processId, detail: 'isExecutable 未开启 · not executable' }]);
    }
    return { version: process.version, processDefinitionKey: process.processDefinitionKey };
  }

  async #isDue({ name, content }: EngineResource): Promise<boolean> {
    if (!name.endsWith('.bpmn')) return true;
    const known = await this.#parts.models.knowsFile(name, checksumOf(content));
    if (known === undefined) return true;
    // an engine whose data is new knows nothing of what an older one was given
    return (await this.#parts.engine.knowsProcess(known.processDefinitionKey)) === false;
  }

  async #deploy(resources: readonly EngineResource[], by: { username: string; reason: string }) {
    const { engine, models, clock, logger } = this.#parts;
    const deployed = await engine.deploy(resources).catch((error: unknown) => {
      throw isEngineRefusal(error) ? refused(refusedElements(error.detail)) : error;
    });
    const at = new Date(clock.now());
    for (const process of deployed) {
      const xml = resources.find(({ name }) => name === process.resourceName)?.content ?? '';
      await models.record(process, { xml, name: processName(xml, process.processId) }, { ...by, at });
      const { processId, version } = process;
      logger.info({ processId, version, by: by.username }, 'process deployed');
    }
    return deployed;
  }
}

function refused(elements: readonly { elementId: string; detail: string }[]): DomainError {
  const detail = elements.map(({ elementId, detail: why }) =>
    elementId === '' ? why : `${elementId}: ${why}`,
  );
  return new DomainError('DEPLOYMENT_REFUSED', {
    params: { detail: detail.join('; ') },
    errors: elements.map(({ elementId, detail: why }) => ({
      field: 'xml',
      code: 'DEPLOYMENT_REFUSED' as const,
      zh: why,
      en: why,
      elementId,
      detail: why,
    })),
  });
}

function definesProcess(xml: string, processId: string): boolean {
  return [...xml.matchAll(/<(?:\w+:)?process\b[^>]*>/g)].some(([tag]) => tag.includes(`id="${processId}"`));
}

async function filesOf(folder: string, endings: readonly string[]): Promise<EngineResource[]> {
  const names = (await readdir(folder)).filter((name) => endings.some((ending) => name.endsWith(ending)));
  return await Promise.all(
    names.sort().map(async (name) => ({ name, content: await readFile(path.join(folder, name), 'utf8') })),
  );
}
