import { describe, expect, it } from '@jest/globals';
import type { Dispute } from '../api/index.ts';
import { dueOfDispute } from './due.ts';

const dispute: Dispute = {
  id: 'o:1',
  orderNo: 'JS20261124-000001',
  category: null,
  area: 'donghu',
  state: 'positions',
  rung: 1,
  rungName: null,
  openedAt: '2026-11-24T09:00:00+08:00',
  parties: [],
  positions: [],
  positionsDueAt: 'p',
  meetingDueAt: 'm',
  rulingDueAt: 'r',
  meetingId: null,
  ruling: null,
};

describe('the limit of a dispute', () => {
  it.each([
    ['positions', 'p'],
    ['agreement', 'm'],
    ['meeting', 'r'],
    ['ruled', undefined],
  ])('%s waits for %s', (state, expected) => {
    expect(dueOfDispute({ ...dispute, state })).toBe(expected);
  });
});
