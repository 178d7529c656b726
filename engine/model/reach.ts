import type { ElementNode, SequenceFlow } from './graph.ts';

const sources = new WeakMap<SequenceFlow, ReadonlySet<string>>();

/**
 * Ids of the elements from which a token could still come along a flow: backwards from it, but not through the flow's own
 * target. An activity counts also where only one of its boundary events leads there.
 */
export function elementsThatReach(flow: SequenceFlow): ReadonlySet<string> {
  let found = sources.get(flow);
  if (found === undefined) {
    found = searchBackwards(flow);
    sources.set(flow, found);
  }
  return found;
}

function searchBackwards({ source, target }: SequenceFlow): ReadonlySet<string> {
  const seen = new Set<string>();
  const open: ElementNode[] = [source];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === target || seen.has(node.id)) continue;
    seen.add(node.id);
    open.push(...node.incoming.map((incoming) => incoming.source));
    if (node.attachedTo !== undefined) open.push(node.attachedTo);
  }
  return seen;
}
