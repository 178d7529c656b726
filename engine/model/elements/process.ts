import type { ElementCompiler } from '../element-compiler.ts';
import { checkEventSubprocesses, startEventsOf } from './subprocess.ts';
import { checkDistinctCatches } from './activity.ts';

/** The process itself, the outermost scope. */
export const process: ElementCompiler = {
  type: () => 'PROCESS',
  compile: () => undefined,
  check(node, problems) {
    const starts = startEventsOf(node);
    const [none, ...more] = starts.filter((start) => start.event?.kind === 'none');
    if (starts.length === 0) problems.add(node.id, 'the process has no start event');
    for (const start of more)
      problems.add(start.id, `the process has another none start event, <${none?.id ?? ''}>`);
    if (none !== undefined) node.startEvent = none;
    checkDistinctCatches(starts, problems);
    checkEventSubprocesses(node, problems);
  },
};
