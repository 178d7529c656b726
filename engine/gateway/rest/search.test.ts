import { describe, expect, it } from '@jest/globals';
import { searchBody } from './search.ts';

describe('the body of a search', () => {
  const body = searchBody({ fields: ['state', 'key'] });

  it('asks for nothing by an empty list, as the Java client writes operators that are not used', () => {
    const { filter, anyOf } = body.parse({
      filter: { state: { $eq: 'ACTIVE', $in: [], $notIn: [] }, key: { $in: ['1'] }, tags: [], $or: [] },
    });

    expect(filter).toEqual({ state: { $eq: 'ACTIVE' }, key: { $in: ['1'] } });
    expect(anyOf).toEqual([]);
    expect(() => body.parse({ filter: { tags: ['urgent'] } })).toThrow('tags');
  });
});
