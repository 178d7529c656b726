export { connectEngine } from './connect.ts';
export type { EngineAddresses } from './connect.ts';
export type { DeployedProcess, Engine, EngineMessage, EngineResource } from './engine.ts';
export { EngineRefusal, isEngineRefusal } from './errors.ts';
