import type { CityConfig } from '@jiesu/store';
import { disputeOptions, hotspotOptions, referralOptions, unitOptions } from '../forms/index.ts';
import type { Language } from '../http/index.ts';
import type { TaskMatter } from './task-matter.ts';

/** What the form of a task is filled with: the options of its lists and what is known already. */
export function prefill(
  matter: TaskMatter,
  city: CityConfig,
  language: Language,
): Readonly<Record<string, unknown>> {
  if (matter.kind === 'report') {
    return { units: unitOptions(city, language), hotspots: hotspotOptions(matter.report, city, language) };
  }
  const disputes = disputeOptions(matter.disputes, city, language);
  if (matter.kind === 'meeting') {
    return {
      units: unitOptions(city, language),
      disputes,
      disputeIds: matter.disputes.map(({ _id }) => _id),
      ...(matter.meeting.place === undefined ? {} : { place: matter.meeting.place }),
    };
  }
  const { order } = matter;
  return {
    units: unitOptions(city, language, order),
    referrals: referralOptions(city, language),
    disputes,
    ...(order.unitId ? { unitId: order.unitId } : {}),
  };
}
