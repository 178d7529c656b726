import { describe, expect, it } from '@jest/globals';
import { errorsOf, faultsByPath, unplacedFaults } from './faults.ts';

const components = [
  { type: 'group', components: [{ type: 'textarea', id: 'F_minutes', key: 'minutes' }] },
  {
    type: 'dynamiclist',
    id: 'F_rulings',
    path: 'rulings',
    components: [
      { type: 'select', id: 'F_unit', key: 'unitId' },
      {
        type: 'dynamiclist',
        id: 'F_parts',
        path: 'parts',
        components: [{ type: 'textfield', id: 'F_part', key: 'part' }],
      },
    ],
  },
];

describe('faults of a form', () => {
  it('given a problem, when read, then faults of one field stand together in the page’s language', () => {
    const problem = {
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [
        { field: 'reason', zh: '请填写理由', en: 'Give a reason' },
        { field: 'reason', zh: '太短', en: 'Too short' },
        { field: 'variables.note', zh: '备注', en: 'Note' },
        { zh: '没有字段', en: 'No field' },
      ],
    };
    expect(faultsByPath(problem, 'en')).toEqual({ reason: ['Give a reason', 'Too short'], note: ['Note'] });
  });

  it('given faults in entries of a list, when placed, then each is at its own entry', () => {
    const faults = { minutes: ['a'], 'rulings.1.unitId': ['b'], 'rulings.0.parts.2.part': ['c'] };
    expect(errorsOf(faults, components)).toEqual({
      F_minutes: ['a'],
      F_unit: { 1: ['b'] },
      F_part: { 0: { 2: ['c'] } },
    });
    expect(unplacedFaults(faults, components)).toEqual([]);
  });

  it('given faults that no field shows, when asked for, then they are told apart from it', () => {
    const faults = { rulings: ['each item'], 'rulings.x.unitId': ['odd'], unitId: ['not at the top'] };
    expect(errorsOf(faults, components)).toEqual({});
    expect(unplacedFaults(faults, components)).toEqual(['each item', 'odd', 'not at the top']);
  });
});
