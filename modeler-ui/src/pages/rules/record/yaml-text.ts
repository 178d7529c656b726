import { parseDocument, type Document } from 'yaml';

export type Path = readonly (string | number)[];

/** A YAML file that is changed value by value; comments and the order of keys stay. */
export class YamlText {
  readonly #document: Document;

  constructor(text: string) {
    this.#document = parseDocument(text);
  }

  /** What is wrong with it as YAML; undefined when it can be read. */
  get fault(): string | undefined {
    return this.#document.errors[0]?.message;
  }

  get value(): unknown {
    return this.#document.toJS() as unknown;
  }

  /** The text with a value set at a place; undefined takes the place out. */
  with(path: Path, value: unknown): string {
    const next = this.#document.clone();
    if (value === undefined) next.deleteIn(path);
    else next.setIn(path, next.createNode(value));
    return textOf(next);
  }
}

const textOf = (document: Document): string => document.toString({ lineWidth: 110 });
