import type { NodeDraft, ProblemList } from './draft.ts';

/**
 * Parsed but not executed yet: what the compiler understands and the processor does not run. A model that uses one of
 * them is refused at deployment. Whoever teaches the processor a notion removes its line here, and nothing else.
 */
const NOT_EXECUTED_YET: Readonly<Record<string, string>> = {
  AD_HOC_SUB_PROCESS: 'ad-hoc subprocesses',
};

/** Reports every notion of the node that this engine does not execute. */
export function checkExecutable(node: NodeDraft, problems: ProblemList): void {
  const notions: string[] = [node.type];
  if (node.event !== undefined) notions.push(`${node.type} ${node.event.kind}`);
  for (const notion of notions) {
    const words = NOT_EXECUTED_YET[notion];
    if (words !== undefined) problems.add(node.id, `${words} are not executed by this engine yet`);
  }
}
