import { fieldText, type FormComponent, type ProblemDocument } from '../api/index.ts';
import { isListOfEntries } from './schema.ts';

/** Faults the server named, by the path of their field: `reason`, or `rulings.0.unitId` in the first entry of a list. */
export type Faults = Readonly<Record<string, readonly string[]>>;

/** A place of the form, as form-js keeps errors: the field's id, then the number of the entry in each list around it. */
export type FaultPlace = readonly [id: string, ...entries: number[]];

/** The faults of a problem, all that were named for the same field together. */
export function faultsByPath(problem: ProblemDocument, language: 'zh' | 'en'): Faults {
  const faults: Record<string, string[]> = {};
  for (const fault of problem.errors ?? []) {
    if (fault.field === undefined) continue;
    // A body's own fields come as they are, those of a task's values below the field that carries them.
    const path = fault.field.replace(/^variables\./, '');
    (faults[path] ??= []).push(fieldText(fault, language));
  }
  return faults;
}

/** Where each fault belongs in a form; undefined for one that no field of the form has. */
export function placeOf(components: readonly FormComponent[], path: string): FaultPlace | undefined {
  const [head = '', ...rest] = path.split('.');
  for (const component of components) {
    const place = placeIn(component, head, rest);
    if (place !== undefined) return place;
  }
  return undefined;
}

function placeIn(component: FormComponent, head: string, rest: readonly string[]): FaultPlace | undefined {
  if (isListOfEntries(component)) {
    const entry = Number(rest[0]);
    if (component.path !== head || rest.length < 2 || !Number.isInteger(entry)) return undefined;
    const inner = placeOf(component.components ?? [], rest.slice(1).join('.'));
    return inner === undefined ? undefined : [inner[0], entry, ...(inner.slice(1) as number[])];
  }
  if (component.components !== undefined) return placeOf(component.components, [head, ...rest].join('.'));
  const { id } = component;
  return component.key === head && typeof id === 'string' ? [id] : undefined;
}

/** Texts of the faults that no field of the form shows, to be told above it. */
export function unplacedFaults(faults: Faults, components: readonly FormComponent[]): readonly string[] {
  return Object.entries(faults).flatMap(([path, texts]) =>
    placeOf(components, path) === undefined ? texts : [],
  );
}

/** The errors as form-js keeps them: by field id, nested by entry within lists. */
export function errorsOf(faults: Faults, components: readonly FormComponent[]): Record<string, unknown> {
  const errors: Record<string, unknown> = {};
  for (const [path, texts] of Object.entries(faults)) {
    const place = placeOf(components, path);
    if (place !== undefined) put(errors, place.map(String), texts);
  }
  return errors;
}

function put(
  into: Record<string, unknown>,
  [name = '', ...rest]: readonly string[],
  texts: readonly string[],
) {
  if (rest.length === 0) {
    into[name] = texts;
    return;
  }
  const inner = (into[name] ??= {}) as Record<string, unknown>;
  put(inner, rest, texts);
}
