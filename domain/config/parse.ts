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

/**
 * Checks that the files name each other rightly: every unit and area of the catalogue and the calendar exists.
 * Throws CONFIG_INVALID.
 */
export function checkReferences(config: {
  readonly units: UnitsConfig;
  readonly catalogue: CatalogueConfig;
  readonly calendar: CalendarConfig;
}): void {
  const units = new Set(config.units.units.map((unit) => unit.id));
  const areas = new Set(config.units.areas.map((area) => area.id));
  const faults: { path: string; message: string }[] = [];
  config.catalogue.categories.forEach((category, i) => {
    category.units.forEach((row, j) => {
      const path = `categories[${i}].units[${j}]`;
      if (!units.has(row.unit))
        faults.push({ path: `${path}.unit`, message: `there is no unit ${row.unit}` });
      row.areas?.forEach((area, k) => {
        if (!areas.has(area))
          faults.push({ path: `${path}.areas[${k}]`, message: `there is no area ${area}` });
      });
    });
  });
  if (faults.length > 0) throw configError('catalogue.yaml', faults);
  for (const list of ['closures', 'unitHours'] as const) {
    config.calendar[list].forEach(({ unit }, i) => {
      if (!units.has(unit)) faults.push({ path: `${list}[${i}].unit`, message: `there is no unit ${unit}` });
    });
  }
  if (faults.length > 0) throw configError('calendar.yaml', faults);
}

function configError(file: string, faults: readonly { path: string; message: string }[]): DomainError {
  const detail = faults
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
    .join('; ');
  return new DomainError('CONFIG_INVALID', { params: { detail: `${file}: ${detail}` } });
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
