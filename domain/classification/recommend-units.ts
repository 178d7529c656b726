import { areaAndParents } from '../config/index.ts';
import type { CatalogueConfig, Unit, UnitsConfig } from '../config/index.ts';

/** A unit that may lead an order, with the reason in both languages. */
export interface RecommendedUnit {
  readonly unit: Unit;
  readonly zh: string;
  readonly en: string;
}

/**
 * Units that may lead an order of a category in an area, best first: the catalogue's rows whose areas hold the order's
 * area, rows for a part of the city before rows for all of it where they are written first. Empty for an unknown
 * category or when no unit serves the area.
 */
export function recommendUnits(
  categoryId: string,
  areaId: string,
  catalogue: CatalogueConfig,
  units: UnitsConfig,
): RecommendedUnit[] {
  const category = catalogue.categories.find((entry) => entry.id === categoryId);
  if (!category) return [];
  const within = areaAndParents(areaId, units.areas);
  const areaZh = units.areas.find((area) => area.id === areaId)?.zh ?? areaId;
  const areaEn = units.areas.find((area) => area.id === areaId)?.en ?? areaId;
  return category.units.flatMap((row) => {
    const unit = units.units.find((entry) => entry.id === row.unit);
    if (!unit || !serves(unit.areas, within) || !serves(row.areas ?? '*', within)) return [];
    const basis = unit.duties[0]?.basis ?? '';
    const local = row.areas !== undefined;
    return [
      {
        unit,
        zh: `派单目录第${catalogue.version}版:“${category.zh}”${local ? `在${areaZh}` : ''}由${unit.zh}承办(${basis})`,
        en: `Catalogue version ${catalogue.version}: ${category.en}${local ? ` in ${areaEn}` : ''} is led by ${unit.en}`,
      },
    ];
  });
}

function serves(areas: '*' | readonly string[], within: readonly string[]): boolean {
  return areas === '*' || areas.some((area) => within.includes(area));
}
