export { Replay, replay } from './replay.ts';
export type { ReplayOptions, ReplayOrder } from './replay.ts';
export type { ReplayExample, ReplayResult, UnitShift } from './replay-result.ts';
export { limitsOf } from './rule-side.ts';
export type { LimitsAnswer, RuleSide } from './rule-side.ts';
export { whatIf } from './what-if.ts';
export type { WhatIfOrder, WhatIfSide } from './what-if.ts';
