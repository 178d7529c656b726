import type { z } from 'zod';
import { DomainError } from '../errors/index.ts';
import type { CalendarConfig } from './calendar-config.ts';
import type { CatalogueConfig } from './catalogue-config.ts';
import type { UnitsConfig } from './units-config.ts';

/**
 * Checks an object that was read from a file of config/.
 * Throws CONFIG_INVALID whose text names the file and, for each fault, the path and the reason:
 * `units.yaml: units[3].phone: expected a phone number`.
 */
export function parseConfig<S extends z.ZodType>(schema: S, input: unknown, file: string): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw configError(
    file,
    result.error.issues.map((issue) => ({ path: pathText(issue.path), message: issue.message })),
  );
}

/** A place in a file of config/ that names something which does not exist. */
export interface ReferenceFault {
  readonly file: string;
  /** Like `categories[3].units[0].unit`. */
  readonly path: string;
  readonly missing: 'unit' | 'area';
  readonly id: string;
}

/** Places of the catalogue and the calendar that name a unit or an area which does not exist. */
export function referenceFaults(config: {
  readonly units: UnitsConfig;
  readonly catalogue: CatalogueConfig;
  readonly calendar: CalendarConfig;
}): ReferenceFault[] {
  const units = new Set(config.units.units.map((unit) => unit.id));
  const areas = new Set(config.units.areas.map((area) => area.id));
  const faults: ReferenceFault[] = [];
  const unit = (file: string, path: string, id: string): void => {
    if (!units.has(id)) faults.push({ file, path, missing: 'unit', id });
  };
  config.catalogue.categories.forEach((category, i) => {
    category.units.forEach((row, j) => {
      const path = `categories[${i}].units[${j}]`;
      unit('catalogue.yaml', `${path}.unit`, row.unit);
      row.areas?.forEach((id, k) => {
        if (!areas.has(id))
          faults.push({ file: 'catalogue.yaml', path: `${path}.areas[${k}]`, missing: 'area', id });
      });
    });
  });
  for (const list of ['closures', 'unitHours'] as const) {
    config.calendar[list].forEach((entry, i) => unit('calendar.yaml', `${list}[${i}].unit`, entry.unit));
  }
  return faults;
}

/**
 * Checks that the files name each other rightly: every unit and area of the catalogue and the calendar exists.
 * Throws CONFIG_INVALID.
 */
export function checkReferences(config: Parameters<typeof referenceFaults>[0]): void {
  const faults = referenceFaults(config);
  const [first] = faults;
  if (first === undefined) return;
  const told = faults.filter(({ file }) => file === first.file);
  throw configError(
    first.file,
    told.map(({ path, missing, id }) => ({ path, message: `there is no ${missing} ${id}` })),
  );
}

function configError(file: string, faults: readonly { path: string; message: string }[]): DomainError {
  const detail = faults
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
    .join('; ');
  return new DomainError('CONFIG_INVALID', { params: { detail: `${file}: ${detail}` } });
}

/** A path in a file as text, `units[3].phone`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
