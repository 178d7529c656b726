import { isMap, isSeq, parseDocument } from 'yaml';
import { DomainError } from '../errors/index.ts';

/** That requests of a category in an area are led by a unit. */
export interface CatalogueEntry {
  readonly category: string;
  readonly area: string;
  readonly unitId: string;
}

/**
 * The text of config/catalogue.yaml with an entry before all others of its category, and the next version number; comments
 * stay. What said the same or another unit for just this area goes.
 * @throws DomainError NOT_FOUND for a category that is not in it
 */
export function catalogueWithEntry(text: string, { category, area, unitId }: CatalogueEntry): string {
  const document = parseDocument(text);
  const categories = document.get('categories');
  const found = isSeq(categories)
    ? categories.items.find((item) => isMap(item) && item.get('id') === category)
    : undefined;
  const units = isMap(found) ? found.get('units') : undefined;
  if (!isSeq(units)) throw new DomainError('NOT_FOUND', { field: 'category' });
  const row = document.createNode({ unit: unitId, areas: [area] }, { flow: true });
  units.items = [row, ...units.items.filter((item) => !isOnlyFor(item, area))];
  const version = document.get('version');
  document.set('version', (typeof version === 'number' ? version : 0) + 1);
  return document.toString({ lineWidth: 0 });
}

function isOnlyFor(item: unknown, area: string): boolean {
  const areas = isMap(item) ? item.get('areas') : undefined;
  return isSeq(areas) && areas.items.length === 1 && areas.get(0) === area;
}
