export { orderEvent, ruleChangeEvent, ruleRunEvent, taskEvent } from './audience.ts';
export { ChangeFeed } from './change-feed.ts';
export type { WatchedCollection } from './change-feed.ts';
export { liveEndpoints } from './endpoints.ts';
export { LiveHub } from './hub.ts';
export type { LiveEvent, LiveOptions } from './hub.ts';
