import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  CALLER_TYPES,
  CALLER_TYPE_NAMES,
  CHANNELS,
  CHANNEL_NAMES,
  ORDER_EVENT_NAMES,
  ORDER_KINDS,
  ORDER_KIND_NAMES,
  ORDER_STATUSES,
  ORDER_STATUS_NAMES,
  REQUEST_TYPES,
  REQUEST_TYPE_NAMES,
  SCORE_BAND_NAMES,
  URGENCIES,
  URGENCY_NAMES,
} from '@jiesu/domain';
import type { Names } from '@jiesu/domain';
import type {
  DisputeDocument,
  DocumentKind,
  MeetingDocument,
  NotificationChannel,
  NotificationState,
  OrderCard,
  OrderRequest,
} from '@jiesu/store';
// The web app knows the system through HTTP only; here its copy of the codes is held to what the system has.
// eslint-disable-next-line boundaries/dependencies
import { codes } from '../modeler-ui/src/codes.ts';

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Family = keyof typeof codes;

const textsOf = (language: string): Texts =>
  JSON.parse(
    readFileSync(new URL(`../modeler-ui/src/i18n/${language}.json`, import.meta.url), 'utf8'),
  ) as Texts;
const zh = textsOf('zh');
const en = textsOf('en');

/** Types have no list at run time: these say all of theirs, and nothing else compiles. */
const requestStates: Record<OrderRequest['state'], true> = {
  open: true,
  approved: true,
  refused: true,
  withdrawn: true,
};
const documentKinds: Record<DocumentKind, true> = {
  assignment: true,
  coordination: true,
  supervision: true,
  closing: true,
};
const notificationChannels: Record<NotificationChannel, true> = {
  'in-app': true,
  email: true,
  webhook: true,
  sms: true,
};
const notificationStates: Record<NotificationState, true> = {
  pending: true,
  sending: true,
  sent: true,
  failed: true,
  dropped: true,
};
const disputeStates: Record<DisputeDocument['state'], true> = {
  positions: true,
  agreement: true,
  meeting: true,
  ruled: true,
};
const meetingStates: Record<MeetingDocument['state'], true> = {
  planned: true,
  agenda: true,
  invited: true,
  held: true,
  closed: true,
};
const cardColours: Record<OrderCard['colour'], true> = { yellow: true, red: true };

const SYSTEM: Readonly<Record<Exclude<Family, 'reportId'>, readonly string[]>> = {
  callerType: CALLER_TYPES,
  channel: CHANNELS,
  kind: ORDER_KINDS,
  urgency: URGENCIES,
  status: ORDER_STATUSES,
  requestType: REQUEST_TYPES,
  requestState: Object.keys(requestStates),
  document: Object.keys(documentKinds),
  delivery: Object.keys(notificationStates),
  deliveryChannel: Object.keys(notificationChannels),
  dispute: Object.keys(disputeStates),
  meeting: Object.keys(meetingStates),
  card: Object.keys(cardColours),
  band: Object.keys(SCORE_BAND_NAMES),
};

describe('codes of the web app', () => {
  it.each(Object.entries(SYSTEM))('knows every %s of the system and no other', (family, own) => {
    expect([...codes[family as Family]].sort()).toEqual([...own].sort());
  });

  it.each<readonly [string, Readonly<Record<string, Names>>]>([
    ['callerType', CALLER_TYPE_NAMES],
    ['channel', CHANNEL_NAMES],
    ['kind', ORDER_KIND_NAMES],
    ['urgency', URGENCY_NAMES],
    ['status', ORDER_STATUS_NAMES],
    ['requestType', REQUEST_TYPE_NAMES],
  ])('names each %s in Chinese as the system does', (family, names) => {
    const expected = Object.fromEntries(Object.entries(names).map(([code, name]) => [code, name.zh]));
    expect(zh[family]).toEqual(expected);
  });

  it('has words for every event of a timeline, in both languages', () => {
    const types = Object.keys(ORDER_EVENT_NAMES).sort();
    expect(Object.keys(zh['event'] ?? {}).sort()).toEqual(types);
    expect(Object.keys(en['event'] ?? {}).sort()).toEqual(types);
  });
});
