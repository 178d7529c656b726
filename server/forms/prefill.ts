import { recommendUnits } from '@jiesu/domain';
import type { CityConfig, OrderDocument } from '@jiesu/store';
import type { Language } from '../http/index.ts';

interface Option {
  readonly label: string;
  readonly value: string;
}

/** What the form of a task is filled with: the options of its lists, the units that fit the order first. */
export function prefill(
  order: OrderDocument,
  city: CityConfig,
  language: Language,
): Readonly<Record<string, unknown>> {
  return { units: unitOptions(order, city, language), ...(order.unitId ? { unitId: order.unitId } : {}) };
}

function unitOptions(order: OrderDocument, city: CityConfig, language: Language): Option[] {
  const category = order.category ?? order.classification?.category;
  const fitting =
    category === undefined
      ? []
      : recommendUnits(category, order.area, city.catalogue, city.units).map(({ unit }) => unit.id);
  const rank = (id: string): number => {
    const place = fitting.indexOf(id);
    return place === -1 ? fitting.length : place;
  };
  return city.units.units
    .map((unit) => ({ label: language === 'en' ? unit.en : unit.zh, value: unit.id }))
    .sort((a, b) => rank(a.value) - rank(b.value));
}
