/** Two files of one name that differ by their endings only. */
const IDS: Readonly<Record<string, string>> = { 'scores.yaml': 'score-weights' };

/** Id of the rule in a file of config/: its path below config/ without the ending, e.g. `documents/assignment`. */
export function ruleIdOf(file: string): string {
  return IDS[file] ?? file.replace(/\.[^./]+$/, '');
}
