/** The rules in force: files of config/ in their versions. */
export { isRuleFile, ruleChecksum, ruleVersionId, versionParts } from './rule-files.ts';
export { RulesInForce, numbersOf, readRules, versionsInForce } from './rules-in-force.ts';
export type { RulesInForceOptions } from './rules-in-force.ts';
export { presentCity, rulesOf, rulesOfCity } from './rules-now.ts';
export type { RuleNumbers, RulesNow } from './rules-now.ts';
export { REPOSITORY, seedRuleVersions, supersedeOlder } from './seed-versions.ts';
