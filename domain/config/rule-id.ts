/** Id of the rule in a file of config/: its path below config/ without the ending, e.g. `documents/assignment`. */
export function ruleIdOf(file: string): string {
  return file.replace(/\.[^./]+$/, '');
}
