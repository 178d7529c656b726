import { describe, expect, it } from '@jest/globals';
import dayjs from 'dayjs';
import {
  emptyIntake,
  formField,
  fromStored,
  isTyped,
  toOrder,
  toStored,
  type IntakeValues,
} from './draft.ts';

const typed: IntakeValues = {
  ...emptyIntake(),
  name: ' 张秀英 ',
  phone: '13812341234',
  area: 'east',
  title: '电梯停运',
  text: '三天没修',
  calledAt: dayjs('2026-09-21T09:00:00+08:00'),
};

describe('intake draft', () => {
  it('given a typed form, when stored and read again, then nothing is lost', () => {
    const stored: unknown = JSON.parse(JSON.stringify(toStored('key-1', typed)));
    const back = fromStored(stored as ReturnType<typeof toStored>);
    expect({ ...back, calledAt: back.calledAt?.toISOString() }).toEqual({
      ...typed,
      calledAt: typed.calledAt?.toISOString(),
    });
  });

  it('given a fresh form, when asked, then there is nothing worth keeping', () => {
    expect(isTyped(emptyIntake())).toBe(false);
    expect(isTyped(typed)).toBe(true);
  });

  it('given a form, when made an order, then the caller is grouped and empty fields are left out', () => {
    expect(JSON.parse(JSON.stringify(toOrder({ ...typed, enterpriseName: '不应发送' })))).toEqual({
      callerType: 'citizen',
      channel: 'phone',
      area: 'east',
      caller: { name: '张秀英', phone: '13812341234', anonymous: false },
      calledAt: '2026-09-21T01:00:00.000Z',
      title: '电梯停运',
      text: '三天没修',
    });
  });

  it('given a chosen urgency and a complaint about a unit, when made an order, then both go with it', () => {
    const complaint = { ...typed, urgency: 'urgent', kind: 'complaint', complainedUnit: 'housing-bureau' };
    expect(toOrder(complaint)).toMatchObject({ urgency: 'urgent', complainedUnit: 'housing-bureau' });
    expect(toOrder({ ...complaint, kind: 'help' })['complainedUnit']).toBeUndefined();
  });

  it('given a referral and an order about the same matter, when made an order, then both go with it', () => {
    const referred = { ...typed, referralId: 'outside-duty', mainOrderNo: ' JS20260302-000001 ' };
    expect(toOrder(referred)).toMatchObject({ referralId: 'outside-duty', mainOrderNo: 'JS20260302-000001' });
    expect(toOrder({ ...referred, answeredAtOnce: true, reply: '已说明' })['referralId']).toBeUndefined();
  });

  it('given an answer during the call, when made an order, then the reply goes with it', () => {
    const order = toOrder({ ...typed, answeredAtOnce: true, reply: '请拨打物业电话' });
    expect(order['answeredAtOnce']).toEqual({ reply: '请拨打物业电话' });
  });

  it('given a fault on a nested field, when placed, then it goes to the field of the form', () => {
    expect(formField('caller.phone')).toBe('phone');
    expect(formField('title')).toBe('title');
  });
});
