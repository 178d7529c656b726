import type { NodeDraft, ProblemList } from '../draft.ts';
import { readMultiInstance } from '../extensions/multi-instance.ts';
import type { FieldReader } from '../fields.ts';
import { flag } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';

/** What all activities have: the multi-instance marker and the compensation marker. */
export function compileActivity(source: ModdleElement, node: NodeDraft, fields: FieldReader): void {
  const multiInstance = readMultiInstance(source, node.id, fields);
  if (multiInstance !== undefined) node.multiInstance = multiInstance;
  if (flag(source, 'isForCompensation', false)) node.isForCompensation = true;
}

/** Two boundary events of an activity must not catch the same thing; a compensation handler stands by itself. */
export function checkBoundaryEvents(node: NodeDraft, problems: ProblemList): void {
  if (node.isForCompensation === true && node.incoming.length + node.outgoing.length > 0)
    problems.add(node.id, 'a compensation handler must not have incoming or outgoing flows');
  checkDistinctCatches(node.boundaryEvents, problems);
}

/** Reports each of the events that catches what one before it catches already. */
export function checkDistinctCatches(events: readonly NodeDraft[], problems: ProblemList): void {
  const seen = new Set<string>();
  for (const event of events) {
    const caught = caughtBy(event);
    if (caught === undefined) continue;
    if (seen.has(caught)) problems.add(event.id, `there is another event that catches the same ${caught}`);
    seen.add(caught);
  }
}

/** What an event catches, in words that are equal for equal catches; undefined where many may stand side by side. */
function caughtBy(node: NodeDraft): string | undefined {
  const event = node.event;
  switch (event?.kind) {
    case 'message':
      return event.messageName.isStatic ? `message <${event.messageName.source}>` : undefined;
    case 'compensation':
      return 'compensation';
    case 'signal':
      return event.signalName.isStatic ? `signal <${event.signalName.source}>` : undefined;
    case 'error':
      return event.errorCode === undefined ? 'error of any code' : `error <${event.errorCode.source}>`;
    case 'escalation':
      return event.escalationCode === undefined
        ? 'escalation of any code'
        : `escalation <${event.escalationCode.source}>`;
    default:
      return undefined;
  }
}
