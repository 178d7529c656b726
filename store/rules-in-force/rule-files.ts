import { createHash } from 'node:crypto';

/** Accounts, not rules. */
const NO_RULES = new Set(['people.yaml']);

/** Whether a file of config/ is one that people change while the system runs, version by version. */
export function isRuleFile(file: string): boolean {
  return !NO_RULES.has(file);
}

/** Id of a version. */
export function ruleVersionId(ruleId: string, number: number): string {
  return `${ruleId}@${number}`;
}

/** Rule and number of the id of a version. */
export function versionParts(id: string): { ruleId: string; number: number } {
  const at = id.lastIndexOf('@');
  return { ruleId: id.slice(0, at), number: Number(id.slice(at + 1)) };
}

/** SHA-256 of a text, hex. */
export function ruleChecksum(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
