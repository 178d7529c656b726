import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { catalogueWithEntry } from './catalogue-entry.ts';

const TEXT = `# 派单目录
version: 3
categories:
  - id: house-safety
    units:
      # 镇里的归镇
      - { unit: qingshan-town, areas: [qingshan] }
      - { unit: housing-bureau }
  - id: pollution
    units: [{ unit: ecology-bureau }]
`;
const unitsOf = (text: string, id: string): unknown =>
  (parse(text) as { categories: { id: string; units: unknown }[] }).categories.find(
    (entry) => entry.id === id,
  )?.units;

describe('an entry of the catalogue', () => {
  it('stands before the others of its category, with the next version, and comments stay', () => {
    const text = catalogueWithEntry(TEXT, {
      category: 'pollution',
      area: 'donghu',
      unitId: 'urban-management',
    });
    expect(unitsOf(text, 'pollution')).toEqual([
      { unit: 'urban-management', areas: ['donghu'] },
      { unit: 'ecology-bureau' },
    ]);
    expect(unitsOf(text, 'house-safety')).toEqual(unitsOf(TEXT, 'house-safety'));
    expect(text).toContain('# 派单目录');
    expect(text).toContain('version: 4');
  });

  it('takes the place of what was said for the same area', () => {
    const text = catalogueWithEntry(TEXT, {
      category: 'house-safety',
      area: 'qingshan',
      unitId: 'water-group',
    });
    expect(unitsOf(text, 'house-safety')).toEqual([
      { unit: 'water-group', areas: ['qingshan'] },
      { unit: 'housing-bureau' },
    ]);
  });

  it('is refused for a category that there is not', () => {
    expect(() =>
      catalogueWithEntry(TEXT, { category: 'none', area: 'donghu', unitId: 'water-group' }),
    ).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });
});
