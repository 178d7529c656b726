export { behaviorOf } from './registry.ts';
