import { describe, expect, it } from '@jest/globals';
import { namedList } from './named.ts';

describe('namedList', () => {
  it('given an array, items or its own name, when read, then the choices are the same', () => {
    const rows = [{ id: 'east', name: '东城区', nameEn: 'East' }];
    const expected = [{ id: 'east', name: '东城区', nameEn: 'East', parent: null }];
    expect(namedList(rows, 'areas')).toEqual(expected);
    expect(namedList({ items: rows }, 'areas')).toEqual(expected);
    expect(namedList({ areas: rows }, 'areas')).toEqual(expected);
  });

  it('given nested choices, when read, then each child knows its parent', () => {
    const list = namedList(
      [{ id: 'a', zh: '住房', en: 'Housing', children: [{ id: 'b', zh: '物业' }] }],
      'categories',
    );
    expect(list).toEqual([
      { id: 'a', name: '住房', nameEn: 'Housing', parent: null },
      { id: 'b', name: '物业', parent: 'a' },
    ]);
  });

  it('given a class of referrals, when read, then it keeps what is said to the caller', () => {
    const rows = [{ id: 'illegal', zh: '违法', en: 'Illegal', script: '我们不能受理。' }];
    expect(namedList({ items: rows }, 'referrals')).toMatchObject([{ script: '我们不能受理。' }]);
  });

  it('given something else, when read, then there is nothing to choose', () => {
    expect(namedList(undefined, 'areas')).toEqual([]);
    expect(namedList([{ label: 'no id' }], 'areas')).toEqual([]);
  });
});
