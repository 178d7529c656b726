import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CALLER_TYPE_NAMES,
  CHANNEL_NAMES,
  ORDER_KIND_NAMES,
  ORDER_STATUS_NAMES,
  REQUEST_TYPE_NAMES,
  URGENCY_NAMES,
} from '@jiesu/domain';
import type { Names } from '@jiesu/domain';
import { loadCityConfig } from '@jiesu/store';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const city = await loadCityConfig(path.join(root, 'config'));

/** Desks of the hotline by the names that scenarios use, with the user names of the demo people. */
const DESKS: Readonly<Record<string, string>> = {
  话务员: 'agent',
  派单员: 'dispatcher',
  督办员: 'supervisor',
  回访员: 'callback',
  会议秘书: 'secretary',
  热线办负责人: 'leader',
};

/** User name of a desk of the hotline, or of the handler of a unit. @throws Error for an unknown one */
export function usernameOf(desk: string): string {
  return DESKS[desk] ?? `unit.${unitId(desk)}`;
}

/** Id of a unit by its Chinese name. */
export const unitId = (name: string): string => idOf(city.units.units, name);
/** Id of a category by its Chinese name. */
export const categoryId = (name: string): string => idOf(city.catalogue.categories, name);
/** Id of a class of requests that are not dispatched, by its Chinese name. */
export const referralId = (name: string): string => idOf(city.referrals.referrals, name);
/** Id of an area by its Chinese name. */
export const areaId = (name: string): string => idOf(city.units.areas, name);

function idOf(list: readonly { readonly id: string; readonly zh: string }[], name: string): string {
  const entry = list.find(({ zh }) => zh === name);
  if (entry === undefined) throw new Error(`there is no ${name}`);
  return entry.id;
}

const CODES = {
  status: ORDER_STATUS_NAMES,
  kind: ORDER_KIND_NAMES,
  urgency: URGENCY_NAMES,
  callerType: CALLER_TYPE_NAMES,
  channel: CHANNEL_NAMES,
  requestType: REQUEST_TYPE_NAMES,
} satisfies Record<string, Readonly<Record<string, Names>>>;

/** Code of a Chinese name. @throws Error for an unknown one */
export function codeOf(family: keyof typeof CODES, name: string): string {
  const entry = Object.entries(CODES[family]).find(([, { zh }]) => zh === name);
  if (entry === undefined) throw new Error(`there is no ${family} ${name}`);
  return entry[0];
}

/** Id of a template of notifications by the title that its reader sees, up to the colon. */
export function templateOf(title: string): string {
  const template = city.notifications.templates.find((entry) => entry.title.zh.split('：')[0] === title);
  if (template === undefined) throw new Error(`there is no notification ${title}`);
  return template.id;
}

/** Code of an occasion by the words of config/notifications.yaml. */
export function occasionOf(name: string): string {
  const entry = Object.entries(city.notifications.words).find(([, { zh }]) => zh === name);
  return entry?.[0] ?? name;
}
