import { describe, expect, it } from '@jest/globals';
import { isDomainError } from '../errors/index.ts';
import {
  demoCalendar,
  demoCatalogue,
  demoPeopleConfig,
  demoReferrals,
  demoUnits,
  demoWatchWords,
  readConfigFile,
} from '../testing/demo-city.ts';
import {
  ROLES,
  ROLE_NAMES,
  areaAndParents,
  calendarConfigSchema,
  catalogueConfigSchema,
  checkReferences,
  demoPeople,
  parseConfig,
  unitsConfigSchema,
} from './index.ts';

function messageOf(action: () => unknown): string {
  try {
    action();
    return '';
  } catch (error) {
    return isDomainError(error, 'CONFIG_INVALID') ? error.message : String(error);
  }
}

/** The file with one value changed; `path` like `units.3.phone`. */
function changed(file: string, path: string, value: unknown): unknown {
  const root = readConfigFile(file);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let place = root as Record<string, unknown>;
  for (const key of keys) place = place[key] as Record<string, unknown>;
  place[last] = value;
  return root;
}

describe('the demo city', () => {
  it('has twelve units, fifteen categories and files that fit together', () => {
    expect(demoUnits.units).toHaveLength(12);
    expect(demoCatalogue.categories).toHaveLength(15);
    expect(demoReferrals.referrals).toHaveLength(6);
    expect(demoWatchWords.hotspot).toEqual({ orders: 3, withinHours: 24 });
    expect(() => {
      checkReferences({ units: demoUnits, catalogue: demoCatalogue, calendar: demoCalendar });
    }).not.toThrow();
  });

  it('has the demo people of every role that signs in, and a handler for each unit', () => {
    const people = demoPeople(demoPeopleConfig, demoUnits.units);

    expect(people).toHaveLength(22);
    expect(people.find(({ username }) => username === 'unit.qingshan-town')).toEqual({
      username: 'unit.qingshan-town',
      zh: '青山镇人民政府承办人',
      en: 'Qingshan Town Government handler',
      roles: ['unit-handler', 'unit-leader'],
      unitId: 'qingshan-town',
      groups: ['role:unit-handler', 'role:unit-leader', 'unit:qingshan-town', 'unit-leader:qingshan-town'],
    });
    expect(people.find(({ username }) => username === 'agent')?.groups).toEqual(['role:agent']);
    expect(Object.keys(ROLE_NAMES).sort()).toEqual([...ROLES].sort());
  });

  it('knows what an area lies in', () => {
    expect(areaAndParents('shiqiao', demoUnits.areas)).toEqual(['shiqiao', 'qingshan', 'yunshan']);
    expect(areaAndParents('nowhere', demoUnits.areas)).toEqual([]);
  });
});

describe('a broken file', () => {
  it.each<[string, unknown, string]>([
    ['units.3.phone', 'call me', 'units.yaml: units[3].phone: expected a phone number'],
    ['units.1.id', 'publicity-department', 'units.yaml: units[1].id: publicity-department occurs twice'],
    ['units.11.areas', ['mars'], 'units.yaml: units[11].areas[0]: there is no area mars'],
    ['areas.0.parent', 'mars', 'units.yaml: areas[0].parent: there is no area mars'],
    ['areas.3.parent', 'shiqiao', 'units.yaml: areas[3].parent: yunshan lies inside itself'],
    ['units.0.fax', 1, 'units.yaml: units[0]: Unrecognized key: "fax"'],
  ])('of units names %s', (path, value, message) => {
    const text = messageOf(() =>
      parseConfig(unitsConfigSchema, changed('units.yaml', path, value), 'units.yaml'),
    );

    expect(text).toContain(message);
  });

  it.each<[string, unknown, string]>([
    ['week.monday', ['9-12'], 'week.monday[0]: expected hours like 09:00-12:00'],
    [
      'week.monday',
      ['09:00-12:00', '11:00-17:00'],
      'week.monday: hours must run forward and may not overlap',
    ],
    ['week.monday', ['12:00-09:00'], 'week.monday: hours must run forward'],
    ['makeUpHours', [], 'makeUpHours: a working day needs at least one range of hours'],
    ['zone', 'Asia/Tokyo', 'zone: '],
    ['published.1.year', 2027, 'published[1].year: years must follow one another; 2025 is missing'],
    [
      'published.2.holidays.0.from',
      '2026-02-30',
      'published[2].holidays[0].from: expected a date like 2026-10-01',
    ],
    ['published.2.holidays.6.makeUpDays', ['2026-10-03'], 'makeUpDays[0]: 2026-10-03 is a holiday itself'],
    ['published.2.holidays.0.from', '2025-12-20', ''],
    ['published.2.holidays.0.to', '2025-12-31', 'published[2].holidays[0].from: from must not be after to'],
  ])('of the calendar names %s %j', (path, value, message) => {
    const text = messageOf(() =>
      parseConfig(calendarConfigSchema, changed('calendar.yaml', path, value), 'calendar.yaml'),
    );

    expect(text).toContain(message);
    // a holiday may begin in the year before, as New Year's of 2023 did
    expect(text === '').toBe(message === '');
  });

  it('of the catalogue names a unit or an area that does not exist', () => {
    const check = (path: string, value: unknown): string =>
      messageOf(() => {
        const input = changed('catalogue.yaml', path, value);
        const catalogue = parseConfig(catalogueConfigSchema, input, 'catalogue.yaml');
        checkReferences({ units: demoUnits, catalogue, calendar: demoCalendar });
      });

    expect(check('categories.2.units.0.unit', 'moon-base')).toContain(
      'catalogue.yaml: categories[2].units[0].unit: there is no unit moon-base',
    );
    expect(check('categories.2.units.0.areas', ['mars'])).toContain('there is no area mars');
    expect(check('categories.1.id', 'publishing-licence')).toContain('publishing-licence occurs twice');
    expect(check('categories.1.words', { 执照: 0 })).toContain('categories[1].words.执照');
  });

  it('names a closure of a unit that does not exist', () => {
    const closures = [{ unit: 'moon-base', from: '2026-12-01', to: '2026-12-01', zh: '停', en: 'Closed' }];
    const calendar = parseConfig(
      calendarConfigSchema,
      changed('calendar.yaml', 'closures', closures),
      'calendar.yaml',
    );

    expect(
      messageOf(() => checkReferences({ units: demoUnits, catalogue: demoCatalogue, calendar })),
    ).toContain('calendar.yaml: closures[0].unit: there is no unit moon-base');
  });

  it('lists every fault at once', () => {
    const text = messageOf(() =>
      parseConfig(unitsConfigSchema, { city: { zh: '' }, areas: [] }, 'units.yaml'),
    );

    expect(text.split(';').length).toBeGreaterThanOrEqual(4);
  });
});
