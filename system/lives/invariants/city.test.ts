import { describe, expect, it } from '@jest/globals';
import { PersonalData, casesEnd, notificationsOnce } from './city.ts';
import { at, two } from './testing/whole-life.ts';

describe('the city as a whole', () => {
  it('catches what is told twice', () => {
    const channel = 'in-app' as const;
    const notice = {
      ...{ _id: 'n1', template: 'reminder', channel, recipient: 'unit:water', orderId: 'a' },
      ...{ createdAt: at('02T10:00'), data: { occasion: 'due' } },
    };
    expect(notificationsOnce([notice, { ...notice, recipient: 'unit:power' }])).toEqual([]);
    expect(notificationsOnce([notice, { ...notice, _id: 'n2' }])).toHaveLength(1);
  });

  it('catches a case without an end, and one with a measure twice', () => {
    const measure = { id: 'm', measure: 'notice', at: at('02T10:00') } as const;
    const one = {
      ...{ _id: 'c', orderId: 'a', orderNo: 'JS1', unitId: 'water', cause: 'overdue' },
      ...{ openedAt: at('02T10:00'), state: 'closed' as const, measures: [measure] },
    };
    expect(casesEnd([one])).toEqual([]);
    expect(casesEnd([{ ...one, state: 'open' }])).toHaveLength(1);
    expect(casesEnd([{ ...one, measures: two(measure) }])).toHaveLength(1);
  });

  it('catches a caller in a record, and takes no key for a number', () => {
    const personal = new PersonalData(/市民\d+|(?<!\d)139\d{8}(?!\d)/u);
    expect(personal.look('VARIABLE caller', '{"value":["caller","市民7"]}')).toHaveLength(1);
    expect(personal.look('VARIABLE phone', '{"value":["phone","13900000007"]}')).toHaveLength(1);
    expect(personal.look('JOB', '{"key":"2251391111111199"}')).toEqual([]);
  });
});
