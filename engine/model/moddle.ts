import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };

/** An element as the moddle parsers give it. Read it through the functions of this file, which check types. */
export interface ModdleElement {
  readonly $type: string;
  readonly $parent?: ModdleElement;
  readonly $instanceOf?: (type: string) => boolean;
  readonly [property: string]: unknown;
}

export interface ModdleWarning {
  readonly message: string;
  readonly element?: ModdleElement;
}

/** A parsed BPMN file. @throws Error when the XML is not well-formed */
export async function readBpmn(
  xml: string,
): Promise<{ definitions: ModdleElement; warnings: readonly ModdleWarning[] }> {
  const moddle = new BpmnModdle({ zeebe });
  const { rootElement, warnings } = await moddle.fromXML(xml);
  return {
    definitions: rootElement as ModdleElement,
    warnings: warnings as readonly ModdleWarning[],
  };
}

/** A message of the parser, which has several lines, as one. */
export function oneLine(message: string): string {
  return message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(', ');
}

export function isModdleElement(value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && '$type' in value;
}

/** A string property; undefined when absent or blank. Numbers and booleans are given as text. */
export function text(element: ModdleElement, property: string): string | undefined {
  const value = element[property];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function flag(element: ModdleElement, property: string, otherwise: boolean): boolean {
  const value = element[property];
  return typeof value === 'boolean' ? value : otherwise;
}

/** A property that is one element, or a reference to one. */
export function child(element: ModdleElement, property: string): ModdleElement | undefined {
  const value = element[property];
  return isModdleElement(value) ? value : undefined;
}

/** A property that is a list of elements; empty when absent. */
export function children(element: ModdleElement, property: string): readonly ModdleElement[] {
  const value = element[property];
  return Array.isArray(value) ? value.filter(isModdleElement) : [];
}

/** The id of an element, or '' where it has none. */
export function idOf(element: ModdleElement): string {
  return text(element, 'id') ?? '';
}

/** Extension elements of a type, as `zeebe:TaskDefinition`. */
export function extensions(element: ModdleElement, type: string): readonly ModdleElement[] {
  const holder = child(element, 'extensionElements');
  return holder === undefined ? [] : children(holder, 'values').filter((value) => value.$type === type);
}

export function extension(element: ModdleElement, type: string): ModdleElement | undefined {
  return extensions(element, type)[0];
}

/** The text of the element's body, as of a bpmn:FormalExpression. */
export function body(element: ModdleElement | undefined): string | undefined {
  return element === undefined ? undefined : text(element, 'body')?.trim();
}
