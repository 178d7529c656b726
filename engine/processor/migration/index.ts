export { applyMigration } from './apply.ts';
export { planMigration } from './plan.ts';
