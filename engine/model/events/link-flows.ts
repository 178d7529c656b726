import type { FlowDraft, NodeDraft, ProblemList } from '../draft.ts';

/**
 * The flows that link events stand for: from each throw event to the catch event of its name in the same scope. A throw
 * event without its catch, and a name that is caught twice in a scope, is reported.
 */
export function linkFlows(nodes: Iterable<NodeDraft>, problems: ProblemList): FlowDraft[] {
  const all = [...nodes].filter((node) => node.event?.kind === 'link');
  const catches = all.filter((node) => node.type === 'INTERMEDIATE_CATCH_EVENT');
  reportDuplicates(catches, problems);
  return all
    .filter((node) => node.type === 'INTERMEDIATE_THROW_EVENT')
    .flatMap((source) => {
      if (source.outgoing.length > 0)
        problems.add(source.id, 'a link throw event must not have outgoing flows');
      const target = catches.find((node) => node.scope === source.scope && nameOf(node) === nameOf(source));
      if (target !== undefined)
        return [{ id: `${source.id}->${target.id}`, name: nameOf(source), source, target, isLink: true }];
      problems.add(source.id, `no catch event for the link <${nameOf(source)}> is in its scope`);
      return [];
    });
}

function reportDuplicates(catches: readonly NodeDraft[], problems: ProblemList): void {
  for (const [index, node] of catches.entries()) {
    const other = catches
      .slice(0, index)
      .find((earlier) => earlier.scope === node.scope && nameOf(earlier) === nameOf(node));
    if (other !== undefined)
      problems.add(node.id, `the link <${nameOf(node)}> is caught by <${other.id}> already`);
  }
}

function nameOf({ event }: Pick<NodeDraft, 'event'>): string {
  return event?.kind === 'link' ? event.linkName : '';
}
