import { recommendUnits } from '@jiesu/domain';
import type { DemoPerson } from '@jiesu/domain';
import type {
  CityConfig,
  MeetingDocument,
  OrderDocument,
  ReportDocument,
  Store,
  TaskDocument,
} from '@jiesu/store';

/** A person as the desks know one who has signed in. */
export interface DeskPerson {
  readonly username: string;
  readonly name: string;
  readonly roles: DemoPerson['roles'][number][];
  readonly unitId: string | null;
  readonly groups: string[];
}

/** The person of the city who does the tasks of these groups. @throws Error when nobody does */
export function personFor(people: readonly DemoPerson[], groups: readonly string[]): DeskPerson {
  const person = people.find((candidate) => groups.some((group) => candidate.groups.includes(group)));
  if (person === undefined) throw new Error(`nobody is in ${groups.join(', ')}`);
  const { username, zh, roles, unitId } = person;
  return { username, name: zh, roles: [...roles], unitId: unitId ?? null, groups: [...person.groups] };
}

/** What the lists of a task's form offer. */
export interface Filling {
  /** The units that fit an order first; the parties of a dispute first of all. */
  readonly units: readonly string[];
  readonly disputes: readonly string[];
  readonly hotspots: readonly string[];
}

/** Reads what the form of a task offers. */
export async function fillingOf(
  task: Pick<TaskDocument, 'orderId' | 'subject'>,
  { store, city }: { readonly store: Store; readonly city: CityConfig },
): Promise<Filling> {
  const all = city.units.units.map(({ id }) => id);
  if (task.subject?.kind === 'meeting') {
    const meeting = await store.meetings.findById(task.subject.id).lean<MeetingDocument | null>();
    return { units: all, disputes: meeting?.agenda ?? [], hotspots: [] };
  }
  if (task.subject?.kind === 'report') {
    const report = await store.reports.findById(task.subject.id).lean<ReportDocument | null>();
    return {
      units: all,
      disputes: [],
      hotspots: (report?.hotspots ?? []).map((hotspot) => String(hotspot['id'])),
    };
  }
  const order = await store.orders
    .findById(task.orderId, { category: 1, area: 1, complainedUnit: 1 })
    .lean<Pick<OrderDocument, 'category' | 'area' | 'complainedUnit'> | null>();
  const fitting =
    order?.category === undefined
      ? []
      : recommendUnits(order.category, order.area, city.catalogue, city.units).map(({ unit }) => unit.id);
  const units = [...new Set([...fitting, ...all])].filter((id) => id !== order?.complainedUnit);
  return { units, disputes: [], hotspots: [] };
}
