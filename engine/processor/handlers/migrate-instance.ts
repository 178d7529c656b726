import { EngineError } from '../../errors.ts';
import { parseKey } from '../../state/index.ts';
import { applyMigration, planMigration } from '../migration/index.ts';
import type { Handler } from './handler.ts';

export const migrateInstance: Handler<'migrateInstance'> = (x, input) => {
  const root = x.state.instances.get(parseKey('process instance', input.processInstanceKey));
  if (root?.process == null || root.state === 'TERMINATING')
    throw new EngineError('NOT_FOUND', `no active process instance with key <${input.processInstanceKey}>`);
  const target = x.state.definitions.get(parseKey('process definition', input.targetProcessDefinitionKey));
  if (target?.kind !== 'process')
    throw new EngineError(
      'NOT_FOUND',
      `no process definition with key <${input.targetProcessDefinitionKey}>`,
    );
  applyMigration(x, planMigration(x, root, target, input.mappings));
  x.record('PROCESS_INSTANCE_MIGRATION', 'MIGRATED', root.key, [target.key, input.mappings]);
  return {};
};
