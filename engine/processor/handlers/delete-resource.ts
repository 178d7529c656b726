import { EngineError } from '../../errors.ts';
import { parseKey, type Definition } from '../../state/index.ts';
import type { Execution } from '../execution.ts';
import { moveStartTriggers, removeStartTriggers } from '../start-triggers.ts';
import type { Handler } from './handler.ts';

/** Deletes a process definition that has no running instances, a decision requirements graph, or a form. */
export const deleteResource: Handler<'deleteResource'> = (x, { resourceKey }) => {
  const definition = x.state.definitions.get(parseKey('resource', resourceKey));
  if (definition === undefined || definition.kind === 'decision')
    throw new EngineError('NOT_FOUND', `no resource with key <${resourceKey}>`);
  const running = x.state.running.get([definition.key]) ?? 0;
  if (running > 0) {
    throw new EngineError(
      'INVALID_STATE',
      `the process definition <${resourceKey}> has ${running} running instances; end them before it is deleted`,
    );
  }
  const deleted = [definition, ...decisionsOf(x, definition)];
  for (const one of deleted) remove(x, one);
  removeText(x, definition.checksum, new Set(deleted.map(({ key }) => key)));
  return {};
};

/** The decisions of a decision requirements graph. */
function decisionsOf(x: Execution, drg: Definition): Definition[] {
  if (drg.kind !== 'decisionRequirements') return [];
  return [...x.state.definitions.peekAll()].filter(({ drgKey }) => drgKey === drg.key);
}

function remove(x: Execution, definition: Definition): void {
  const { kind, id, version, key } = definition;
  const isLatest = x.state.latest.get([kind, id]) === key;
  if (isLatest && definition.hasStartTriggers) removeStartTriggers(x, key);
  x.state.versions.remove([kind, id, version]);
  x.state.deployed.remove([definition.deploymentKey, kind, id]);
  x.state.deletedVersions.put([kind, id], Math.max(version, x.state.deletedVersions.get([kind, id]) ?? 0));
  const left = versionsOf(x, definition);
  untag(x, definition, left);
  if (isLatest) replaceLatest(x, definition, left[0]);
  x.state.definitions.remove(key);
  x.definitions.forget(key);
  x.record(kind.toUpperCase(), 'DELETED', key, [id, version, definition.resourceName]);
}

/** What is left of the versions, the newest first. */
function versionsOf(x: Execution, { kind, id }: Definition): Definition[] {
  const versions: Definition[] = [];
  for (const [, key] of x.state.versions.scan([kind, id])) {
    const version = x.state.definitions.get(key);
    if (version !== undefined) versions.unshift(version);
  }
  return versions;
}

function untag(x: Execution, { kind, id, key, versionTag }: Definition, left: readonly Definition[]): void {
  if (versionTag === null || x.state.versionTags.get([kind, id, versionTag]) !== key) return;
  const other = left.find((version) => version.versionTag === versionTag);
  if (other === undefined) x.state.versionTags.remove([kind, id, versionTag]);
  else x.state.versionTags.put([kind, id, versionTag], other.key);
}

/** The version before is the latest again: what starts it does so again. */
function replaceLatest(x: Execution, { kind, id }: Definition, previous: Definition | undefined): void {
  if (previous === undefined) {
    x.state.latest.remove([kind, id]);
    return;
  }
  x.state.latest.put([kind, id], previous.key);
  if (previous.hasStartTriggers) moveStartTriggers(x, 0, previous);
}

/** Removes the text of a resource, unless another definition came with the same. */
function removeText(x: Execution, checksum: string, deleted: ReadonlySet<number>): void {
  for (const other of x.state.definitions.peekAll()) {
    if (other.checksum === checksum && !deleted.has(other.key)) return;
  }
  x.state.resources.remove(checksum);
}
