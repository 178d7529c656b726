import { DateTime } from 'luxon';
import { unitGroup } from '@jiesu/domain';
import { openPersonalData } from '@jiesu/store';
import type {
  CityConfig,
  FieldCipher,
  NotificationDocument,
  OrderDocument,
  PersonDocument,
  Store,
} from '@jiesu/store';

/** Most people of one group that are written to. */
const MOST_PEOPLE = 200;

type Contact = Pick<PersonDocument, 'email' | 'mobile'>;
type Addressed = Pick<NotificationDocument, 'channel' | 'to' | 'orderId'>;

/** Finds where a recipient is reached at the moment of sending. */
export class Addresses {
  readonly #store: Pick<Store, 'orders' | 'people'>;
  readonly #city: Pick<CityConfig, 'units'>;
  readonly #cipher: FieldCipher;

  constructor(store: Pick<Store, 'orders' | 'people'>, city: Pick<CityConfig, 'units'>, cipher: FieldCipher) {
    this.#store = store;
    this.#city = city;
    this.#cipher = cipher;
  }

  /** E-mail addresses or phone numbers; empty when none is known. `at` in ms, for duty rosters. */
  async of({ channel, to, orderId }: Addressed, at: number): Promise<string[]> {
    if ('caller' in to) return orderId === undefined ? [] : this.#callerPhone(orderId);
    const contacts = await this.#contacts(to);
    const known = contacts.map(({ email, mobile }) => (channel === 'email' ? email : mobile));
    const onDuty = channel === 'sms' && 'unit' in to && to.duty === true ? this.#dutyPhones(to.unit, at) : [];
    return [
      ...new Set([...onDuty, ...known.filter((address) => address !== undefined && address !== '')]),
    ] as string[];
  }

  async #contacts(to: Exclude<NotificationDocument['to'], { caller: true }>): Promise<Contact[]> {
    const who =
      'username' in to ? { _id: to.username } : { groups: 'unit' in to ? unitGroup(to.unit) : to.group };
    return this.#store.people
      .find({ ...who, active: true }, { email: 1, mobile: 1 })
      .limit(MOST_PEOPLE)
      .lean<Contact[]>();
  }

  /** The squad, and who is on the unit's roster that day of the week in Shanghai. */
  #dutyPhones(unitId: string, at: number): string[] {
    const unit = this.#city.units.units.find(({ id }) => id === unitId);
    if (unit === undefined) return [];
    const weekday = DateTime.fromMillis(at, { zone: 'Asia/Shanghai' })
      .setLocale('en')
      .toFormat('cccc')
      .toLowerCase();
    const onRoster = unit.roster.filter(({ days }) => days.some((day) => day === weekday));
    return [
      ...(unit.emergencySquad === undefined ? [] : [unit.emergencySquad.phone]),
      ...onRoster.map(({ phone }) => phone),
    ];
  }

  /** Opened here and nowhere before; the delivery log says that the caller was written to, not where. */
  async #callerPhone(orderId: string): Promise<string[]> {
    const order = await this.#store.orders
      .findById(orderId, { caller: 1 })
      .lean<Pick<OrderDocument, 'caller'> | null>();
    if (order === null) return [];
    const { phone } = openPersonalData(this.#cipher, orderId, order.caller);
    return phone === undefined ? [] : [phone];
  }
}
