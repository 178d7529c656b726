import type { LoggedCommand } from '../state/index.ts';

const ENDS: Readonly<Record<string, readonly string[]>> = {
  JOB: ['COMPLETED', 'CANCELED'],
  PROCESS_INSTANCE: ['ELEMENT_COMPLETED', 'ELEMENT_TERMINATED'],
  USER_TASK: ['COMPLETED', 'CANCELED'],
};

/** What the record log tells that must not be: something that ends twice, or before it began; a gap in the positions. */
export function problemsOfHistory(commands: Iterable<LoggedCommand>): string[] {
  const problems: string[] = [];
  const ended = new Set<string>();
  let expected = 0;
  for (const { position, records } of commands) {
    if (expected !== 0 && position !== expected)
      problems.push(`position ${position} follows ${expected - 1}`);
    expected = position + 1;
    for (const [valueType, intent, key] of records) {
      // A token leaves an element after its end.
      if (intent === 'SEQUENCE_FLOW_TAKEN') continue;
      const id = `${valueType} ${key}`;
      const isEnd = ENDS[valueType]?.includes(intent) === true;
      if (ended.has(id)) problems.push(`${id}: ${intent} after its end`);
      if (isEnd) ended.add(id);
    }
  }
  return problems;
}

/** The variables of a scope, as the records tell them. */
export function variablesFromHistory(
  commands: Iterable<LoggedCommand>,
  scopeKey: number,
): Map<string, unknown> {
  const variables = new Map<string, unknown>();
  for (const { records } of commands) {
    for (const [valueType, , key, value] of records) {
      if (valueType !== 'VARIABLE' || key !== scopeKey) continue;
      const [name, content] = value as [string, unknown];
      variables.set(name, content);
    }
  }
  return variables;
}
