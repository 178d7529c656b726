import { useQuery } from '@tanstack/react-query';
import { ruleRunApi, type RuleRun } from '../../../api/index.ts';

/** Between two looks at a run in ms, where the live stream does not tell. */
const LOOK_EVERY = 1500;

export const isRunning = (run: RuleRun | undefined): boolean =>
  run !== undefined && (run.state === 'waiting' || run.state === 'running');

/** A run in the background, asked for again until it has ended. */
export function useRun(runId: string | null | undefined): { run: RuleRun | undefined; error: unknown } {
  const { data, error } = useQuery({
    queryKey: ['rule-runs', runId ?? ''],
    queryFn: ({ signal }) => ruleRunApi.find(runId ?? '', signal),
    enabled: runId != null,
    refetchInterval: (query) =>
      query.state.data === undefined || isRunning(query.state.data) ? LOOK_EVERY : false,
  });
  return { run: data, error };
}
