import { engineRecords } from '../client/engine-records.ts';

/** Which process instances run that nobody called, as the engine's records tell it. */
export class RunningProcesses {
  readonly #restAddress: string;
  readonly #running = new Map<string, string>();
  #position = 1;

  constructor(restAddress: string) {
    this.#restAddress = restAddress;
  }

  /** Keys of the instances, oldest first, without those of one process. */
  async except(processId: string): Promise<string[]> {
    await this.#readOn();
    return [...this.#running].flatMap(([key, id]) => (id === processId ? [] : [key]));
  }

  /** What the engine says of the last incidents. */
  async incidents(): Promise<string[]> {
    const found: string[] = [];
    for await (const { valueType, intent, value } of engineRecords(this.#restAddress)) {
      if (valueType === 'INCIDENT' && intent === 'CREATED') found.push(JSON.stringify(value));
    }
    return found.slice(-5);
  }

  async #readOn(): Promise<void> {
    for await (const { position, valueType, intent, key, value } of engineRecords(
      this.#restAddress,
      this.#position,
    )) {
      this.#position = position + 1;
      const [elementId, type, instanceKey, , , parentKey] = value;
      if (valueType !== 'PROCESS_INSTANCE' || type !== 'PROCESS' || String(instanceKey) !== key) continue;
      if (intent === 'ELEMENT_COMPLETED' || intent === 'ELEMENT_TERMINATED') this.#running.delete(key);
      else if (intent === 'ELEMENT_ACTIVATED' && parentKey === 0) this.#running.set(key, String(elementId));
    }
  }
}
