import { ruleIdOf } from '@jiesu/domain';
import type { ConfigTexts } from '../config-files/index.ts';
import type { Store } from '../connect.ts';
import { InsertLog } from '../insert-log/index.ts';
import type { RuleVersionDocument } from '../models/index.ts';
import { isRuleFile, ruleChecksum, ruleVersionId } from './rule-files.ts';

/** Who brought a file of the repository into force. */
export const REPOSITORY = 'system';

/**
 * Brings the files of config/ into the history of rules: what is not there yet as version 1, and a file that an update of
 * the system changed as the next version, unless a person has changed the rule since. `now` in ms.
 */
export async function seedRuleVersions(store: Store, files: ConfigTexts, now: number): Promise<void> {
  const log = new InsertLog<RuleVersionDocument>(store.ruleVersions);
  const newest = await newestVersions(store);
  const at = new Date(now);
  const due: RuleVersionDocument[] = [];
  for (const [file, content] of files) {
    if (!isRuleFile(file)) continue;
    const ruleId = ruleIdOf(file);
    const before = newest.get(ruleId);
    const checksum = ruleChecksum(content);
    if (before !== undefined && (before.by !== REPOSITORY || before.checksum === checksum)) continue;
    const number = (before?.number ?? 0) + 1;
    due.push({
      _id: ruleVersionId(ruleId, number),
      ...{ ruleId, file, number, content, checksum, at },
      state: 'in-force',
      by: REPOSITORY,
      reason: before === undefined ? '系统自带' : '随系统更新',
      // the first version holds for whatever came before the system knew versions
      effectiveAt: before === undefined ? new Date(0) : at,
      words: [],
    });
  }
  await log.insert(...due);
  await supersedeOlder(store, due, at);
}

/** Ends the versions before those that came into force. Done again, it changes nothing. */
export async function supersedeOlder(
  store: Store,
  inForce: readonly Pick<RuleVersionDocument, 'ruleId' | 'number'>[],
  at: Date,
): Promise<void> {
  for (const { ruleId, number } of inForce) {
    if (number === 1) continue;
    await store.ruleVersions.updateMany(
      { ruleId, number: { $lt: number }, state: 'in-force' },
      { $set: { state: 'superseded', supersededAt: at } },
    );
  }
}

async function newestVersions(
  store: Store,
): Promise<Map<string, Pick<RuleVersionDocument, 'ruleId' | 'number' | 'checksum' | 'by'>>> {
  const versions = await store.ruleVersions
    .find({}, { ruleId: 1, number: 1, checksum: 1, by: 1 })
    .sort({ ruleId: 1, number: 1 })
    .lean<Pick<RuleVersionDocument, 'ruleId' | 'number' | 'checksum' | 'by'>[]>();
  return new Map(versions.map((version) => [version.ruleId, version]));
}
