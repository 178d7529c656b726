import { describe, expect, it } from '@jest/globals';
import { answersOf } from './answers.ts';

const schema = {
  type: 'default',
  components: [
    { type: 'group', components: [{ type: 'textarea', key: 'minutes' }] },
    { type: 'taglist', key: 'assistingUnitIds' },
    {
      type: 'dynamiclist',
      path: 'rulings',
      components: [
        { type: 'select', key: 'disputeId' },
        { type: 'taglist', key: 'assistingUnitIds' },
      ],
    },
  ],
};

describe('answers of a form', () => {
  it('given lists and option lists, when sent, then the lists stay and what the form has not is left out', () => {
    const data = {
      units: [{ value: 'a', label: 'A' }],
      minutes: '讨论情况',
      assistingUnitIds: ['a', 'b'],
      rulings: [{ disputeId: 'd1', assistingUnitIds: ['a'], internal: 1 }, { disputeId: 'd2' }],
    };
    expect(answersOf(data, schema)).toEqual({
      minutes: '讨论情况',
      assistingUnitIds: ['a', 'b'],
      rulings: [{ disputeId: 'd1', assistingUnitIds: ['a'] }, { disputeId: 'd2' }],
    });
  });

  it('given nothing typed or no form, when sent, then there is nothing', () => {
    expect(answersOf({ rulings: undefined }, schema)).toEqual({});
    expect(answersOf({ minutes: 'x' }, null)).toEqual({});
  });
});
