import { recommendUnits } from '@jiesu/domain';
import { DocumentReader } from '@jiesu/store';
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

type Matter = Pick<OrderDocument, '_id' | 'category' | 'area' | 'complainedUnit'>;

/** Reads what the forms of tasks offer. */
export class Fillings {
  readonly #store: Store;
  readonly #city: CityConfig;
  readonly #orders: DocumentReader<OrderDocument>;
  readonly #matters = new Map<string, Matter>();

  constructor({ store, city }: { readonly store: Store; readonly city: CityConfig }) {
    this.#store = store;
    this.#city = city;
    this.#orders = new DocumentReader<OrderDocument>(store.orders);
  }

  async of(task: Pick<TaskDocument, 'orderId' | 'subject'>): Promise<Filling> {
    const all = this.#city.units.units.map(({ id }) => id);
    const store = this.#store;
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
    const order = await this.#matterOf(task.orderId);
    const { catalogue, units: config } = this.#city;
    const fitting =
      order?.category === undefined
        ? []
        : recommendUnits(order.category, order.area, catalogue, config).map(({ unit }) => unit.id);
    const units = [...new Set([...fitting, ...all])].filter((id) => id !== order?.complainedUnit);
    return { units, disputes: [], hotspots: [] };
  }

  /** A category stays once it is known. */
  async #matterOf(orderId: string): Promise<Matter | undefined> {
    const known = this.#matters.get(orderId);
    if (known !== undefined) return known;
    const order = await this.#orders.read(orderId);
    if (order === null) return undefined;
    const { _id, category, area, complainedUnit } = order;
    const matter: Matter = {
      _id,
      area,
      ...(category === undefined ? {} : { category }),
      ...(complainedUnit === undefined ? {} : { complainedUnit }),
    };
    if (category !== undefined) this.#matters.set(orderId, matter);
    return matter;
  }
}

/** Reads what the form of one task offers. */
export function fillingOf(
  task: Pick<TaskDocument, 'orderId' | 'subject'>,
  parts: { readonly store: Store; readonly city: CityConfig },
): Promise<Filling> {
  return new Fillings(parts).of(task);
}
