export { ElementNames, userTaskNames } from './element-names.ts';
export { eventOf, systemActor, takeStep } from './step.ts';
export type { Step, StepEvent } from './step.ts';
export { createContext } from './worker-context.ts';
export type { WorkerContext } from './worker-context.ts';
