import type { Database } from 'lmdb';
import { packedKeyText } from './texts.ts';

/** What rows tell of a process definition. */
export interface DefinitionName {
  readonly id: string;
  readonly name: string | null;
  readonly version: number;
  readonly versionTag: string | null;
}

type Headers = Readonly<Record<string, string>>;

/** What rows tell of an element of a model. */
export interface ElementName {
  /** Key of the process definition, without its base; 0 for none. */
  readonly definition: number;
  readonly elementId: string;
  readonly name: string;
  readonly jobHeaders: Headers | null;
  readonly taskHeaders: Headers | null;
}

/** An element with the process that it is of, as rows tell it. */
export interface NamedElement extends ElementName {
  readonly process: {
    readonly processDefinitionId: string;
    readonly processDefinitionKey: string | null;
  };
}

type StoredDefinition = readonly [id: string, name: string | null, version: number, tag: string | null];
type StoredElement = readonly [
  definition: number,
  id: string,
  name: string,
  job: Headers | null,
  task: Headers | null,
];

/** Databases of the dictionary. */
export interface NamesParts {
  readonly definitions: Database<StoredDefinition, number>;
  readonly elements: Database<StoredElement, number>;
}

const UNKNOWN: DefinitionName = { id: '', name: null, version: 0, versionTag: null };

/**
 * The dictionary of the index: what was said of the models when they ran, also of those that are deleted by now. It is as
 * large as the models are, and all in memory.
 */
export class Names {
  readonly #parts: NamesParts;
  readonly #definitions = new Map<number, DefinitionName>();
  readonly #elements: NamedElement[] = [];
  readonly #numbers = new Map<string, number>();
  /** What is not stored yet. */
  #newDefinitions: number[] = [];
  #newElements: number[] = [];

  constructor(parts: NamesParts) {
    this.#parts = parts;
    for (const { key, value } of parts.definitions.getRange({})) {
      const [id, name, version, versionTag] = value;
      this.#definitions.set(key, { id, name, version, versionTag });
    }
    for (const { value } of parts.elements.getRange({})) {
      const [definition, elementId, name, jobHeaders, taskHeaders] = value;
      this.#keep({ definition, elementId, name, jobHeaders, taskHeaders });
    }
  }

  /** @param key of a process definition, without its base */
  definition(key: number): DefinitionName {
    return this.#definitions.get(key) ?? UNKNOWN;
  }

  knowsDefinition(key: number): boolean {
    return this.#definitions.has(key);
  }

  addDefinition(key: number, definition: DefinitionName): void {
    this.#definitions.set(key, definition);
    this.#newDefinitions.push(key);
  }

  /** @param number that `numberOf` or `addElement` gave */
  element(number: number): NamedElement {
    const element = this.#elements[number];
    if (element === undefined) throw new Error(`no element ${number} in the dictionary of the search index`);
    return element;
  }

  numberOf(definition: number, elementId: string): number | undefined {
    return this.#numbers.get(`${definition}/${elementId}`);
  }

  addElement(element: ElementName): number {
    const number = this.#keep(element);
    this.#newElements.push(number);
    return number;
  }

  /** Writes what is new; must be called in a transaction, and `saved` behind it. */
  write(): void {
    for (const key of this.#newDefinitions) {
      const { id, name, version, versionTag } = this.definition(key);
      this.#parts.definitions.putSync(key, [id, name, version, versionTag]);
    }
    for (const number of this.#newElements) {
      const { definition, elementId, name, jobHeaders, taskHeaders } = this.element(number);
      this.#parts.elements.putSync(number, [definition, elementId, name, jobHeaders, taskHeaders]);
    }
  }

  /** What was written is stored. */
  saved(): void {
    this.#newDefinitions = [];
    this.#newElements = [];
  }

  /** Forgets everything. */
  clear(): void {
    this.#definitions.clear();
    this.#elements.length = 0;
    this.#numbers.clear();
    this.saved();
  }

  #keep(element: ElementName): number {
    const { definition, elementId } = element;
    const number = this.#elements.length;
    const process = {
      processDefinitionId: this.definition(definition).id,
      processDefinitionKey: packedKeyText(definition),
    };
    this.#elements.push({ ...element, process });
    this.#numbers.set(`${definition}/${elementId}`, number);
    return number;
  }
}
