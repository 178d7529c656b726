import { recommendUnits } from '@jiesu/domain';
import type { CityConfig, DisputeDocument, OrderDocument, ReportDocument } from '@jiesu/store';
import type { Language } from '../http/index.ts';

interface Option {
  readonly label: string;
  readonly value: string;
}

type Fitting = Pick<OrderDocument, 'area' | 'category' | 'classification' | 'complainedUnit'>;

/** Units to choose from; with an order those that fit it first, and without the one that it complains about. */
export function unitOptions(city: CityConfig, language: Language, order?: Fitting): Option[] {
  const category = order?.category ?? order?.classification?.category;
  const fitting =
    category === undefined || order === undefined
      ? []
      : recommendUnits(category, order.area, city.catalogue, city.units).map(({ unit }) => unit.id);
  const rank = (id: string): number => {
    const place = fitting.indexOf(id);
    return place === -1 ? fitting.length : place;
  };
  return city.units.units
    .filter(({ id }) => id !== order?.complainedUnit)
    .map((unit) => ({ label: language === 'en' ? unit.en : unit.zh, value: unit.id }))
    .sort((a, b) => rank(a.value) - rank(b.value));
}

/** Classes that are not dispatched. */
export function referralOptions(city: CityConfig, language: Language): Option[] {
  return city.referrals.referrals.map(({ id, zh, en }) => ({
    label: language === 'en' ? en : zh,
    value: id,
  }));
}

/** Items of an agenda. */
export function disputeOptions(
  disputes: readonly DisputeDocument[],
  city: CityConfig,
  language: Language,
): Option[] {
  return disputes.map(({ _id, orderNo, parties }) => {
    const names = parties.map((id) => {
      const unit = city.units.units.find((entry) => entry.id === id);
      return (language === 'en' ? unit?.en : unit?.zh) ?? id;
    });
    return { label: `${orderNo}（${names.join('、')}）`, value: _id };
  });
}

/** Hotspots of a report. */
export function hotspotOptions({ hotspots }: ReportDocument, city: CityConfig, language: Language): Option[] {
  const nameOf = (list: readonly { id: string; zh: string; en: string }[], id: unknown): string => {
    const entry = list.find((item) => item.id === id);
    return (language === 'en' ? entry?.en : entry?.zh) ?? String(id);
  };
  return hotspots.map((hotspot, i) => ({
    label: `${nameOf(city.units.areas, hotspot['area'])} ${nameOf(city.catalogue.categories, hotspot['category'])}`,
    value: typeof hotspot['id'] === 'string' ? hotspot['id'] : String(i),
  }));
}
