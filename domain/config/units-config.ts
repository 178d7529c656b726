import { z } from 'zod';

const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { error: 'expected an id like housing-bureau' });
const zh = z.string().min(1);
const en = z.string().min(1);
const phone = z.string().regex(/^[0-9][0-9 -]{2,19}$/, { error: 'expected a phone number' });
const weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);

const area = z.strictObject({
  id,
  zh,
  en,
  level: z.enum(['city', 'district', 'county', 'town', 'village', 'community']),
  /** The area that this one is a part of. */
  parent: id.optional(),
});

const unit = z
  .strictObject({
    id,
    zh,
    en,
    phone,
    /** Areas that the unit serves, with their parts; `*` is the whole city. */
    areas: z.union([z.literal('*'), z.array(id).min(1)]),
    /** Terms of duty (三定): what the unit is responsible for and the legal basis of a ruling. */
    duties: z.array(z.strictObject({ zh, en, basis: z.string().min(1) })).min(1),
    /** Squad that emergencies are pushed to, day and night. */
    emergencySquad: z.strictObject({ zh, en, phone }).optional(),
    /** Who is on duty on which days of the week. */
    roster: z
      .array(z.strictObject({ days: z.array(weekday).min(1), name: z.string().min(1), phone }))
      .default([]),
  })
  .transform((entry) => ({ ...entry, group: unitGroup(entry.id) }));

/** Candidate group that a unit's tasks go to. */
export function unitGroup(unitId: string): string {
  return `unit:${unitId}`;
}

/** config/units.yaml: the city, its areas, and the units with their duties. */
export const unitsConfigSchema = z
  .strictObject({
    city: z.strictObject({ zh, en }),
    areas: z.array(area).min(1),
    units: z.array(unit).min(1),
  })
  .superRefine((config, context) => {
    const report = (path: (string | number)[], message: string): void => {
      context.addIssue({ code: 'custom', path, message });
    };
    const areas = new Map(config.areas.map((entry) => [entry.id, entry]));
    config.areas.forEach((entry, i) => {
      if (config.areas.findIndex((other) => other.id === entry.id) !== i) {
        report(['areas', i, 'id'], `${entry.id} occurs twice`);
      }
      if (entry.parent !== undefined && !areas.has(entry.parent)) {
        report(['areas', i, 'parent'], `there is no area ${entry.parent}`);
      }
      let above = entry.parent;
      for (let steps = 0; above !== undefined; steps += 1) {
        if (above === entry.id || steps > config.areas.length) {
          report(['areas', i, 'parent'], `${entry.id} lies inside itself`);
          break;
        }
        above = areas.get(above)?.parent;
      }
    });
    config.units.forEach((entry, i) => {
      if (config.units.findIndex((other) => other.id === entry.id) !== i) {
        report(['units', i, 'id'], `${entry.id} occurs twice`);
      }
      if (entry.areas === '*') return;
      entry.areas.forEach((areaId, j) => {
        if (!areas.has(areaId)) report(['units', i, 'areas', j], `there is no area ${areaId}`);
      });
    });
  });

/** The parsed units and areas. */
export type UnitsConfig = z.output<typeof unitsConfigSchema>;
export type Unit = UnitsConfig['units'][number];
export type Area = UnitsConfig['areas'][number];

/** An area and everything it lies in, from the inside out; empty when there is no such area. */
export function areaAndParents(areaId: string, areas: readonly Area[]): string[] {
  const chain: string[] = [];
  let current = areas.find((entry) => entry.id === areaId);
  while (current && !chain.includes(current.id)) {
    chain.push(current.id);
    const { parent } = current;
    current = areas.find((entry) => entry.id === parent);
  }
  return chain;
}
