import { describe, expect, it } from '@jest/globals';
import type { Role } from '@jiesu/domain';
import { callerView, maySeeCaller } from './caller-view.ts';
import type { CallerSubject } from './caller-view.ts';

const person = (role: Role, unitId: string | null = null) => ({
  username: role,
  name: role,
  roles: [role],
  unitId,
  groups: [`role:${role}`, ...(unitId === null ? [] : [`unit:${unitId}`])],
});
const order: CallerSubject = {
  kind: 'help',
  anonymous: false,
  unitId: 'housing-bureau',
  complainedUnit: null,
  active: true,
};
const caller = { name: '王小明', phone: '138-1234-5678', address: '江州市东湖区湖滨路8号2栋101' };
const handler = person('unit-handler', 'housing-bureau');

describe('the caller of an order', () => {
  it('is masked beside the order', () => {
    expect(callerView(person('agent'), order, caller)).toEqual({
      name: '王**',
      phone: '138****5678',
      address: '江州市东湖区****',
    });
    expect(callerView(handler, order, { name: '王', phone: '110', address: null })).toEqual({
      name: '*',
      phone: '*10',
      address: null,
    });
  });

  it.each(['report', null] as const)('is hidden from units when the kind is %s', (kind) => {
    expect(callerView(handler, { ...order, kind }, caller)).toEqual({
      name: null,
      phone: null,
      address: null,
    });
    expect(callerView(person('supervisor'), { ...order, kind }, caller).name).toBe('王**');
    expect(maySeeCaller(handler, { ...order, kind })).toBe(false);
  });

  it('of a complaint is hidden from the unit complained about and masked for another that handles it', () => {
    const complaint: CallerSubject = { ...order, kind: 'complaint' };
    const aboutIt: CallerSubject = { ...complaint, complainedUnit: 'housing-bureau' };
    const aboutAnother: CallerSubject = { ...complaint, complainedUnit: 'water-group' };

    expect(callerView(handler, aboutIt, caller).phone).toBeNull();
    expect(maySeeCaller(handler, aboutIt)).toBe(false);
    for (const seen of [complaint, aboutAnother]) {
      expect(callerView(handler, seen, caller).phone).toBe('138****5678');
      expect(maySeeCaller(handler, seen)).toBe(true);
    }
  });

  it('is read in full by the hotline desk and, while it works on the order, by its unit', () => {
    const may = (who: ReturnType<typeof person>, change: Partial<CallerSubject> = {}): boolean =>
      maySeeCaller(who, { ...order, ...change });

    expect((['agent', 'supervisor', 'callback'] as const).map((role) => may(person(role)))).toEqual([
      true,
      true,
      true,
    ]);
    expect((['dispatcher', 'owner', 'admin', 'auditor'] as const).some((role) => may(person(role)))).toBe(
      false,
    );
    expect(may(handler)).toBe(true);
    expect(may(handler, { active: false })).toBe(false);
    expect(may(handler, { anonymous: true })).toBe(false);
    expect(may(person('unit-handler', 'water-group'))).toBe(false);
  });
});
