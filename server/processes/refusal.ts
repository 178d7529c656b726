/** One reason why the engine refused a deployment. */
export interface RefusedElement {
  /** Empty when the file as a whole is wrong. */
  readonly elementId: string;
  readonly detail: string;
}

/**
 * The reasons in the message of a refused deployment. The embedded engine writes a line for each,
 *
 *     'work-order.bpmn': <Task_1> must have …
 *
 * Zeebe a text in which an element is followed by its reasons:
 *
 *     'work-order.bpmn': - Element: Task_1 > extensionElements
 *         - ERROR: Must have …
 *
 * A message of another form is one reason of its own.
 */
export function refusedElements(message: string): RefusedElement[] {
  const reasons: RefusedElement[] = [];
  let elementId = '';
  for (const line of message.split('\n')) {
    const plain = /^'[^']*': (?:<([^>]+)> )?(?!- Element:)(\S.*)$/.exec(line);
    if (plain) {
      reasons.push({ elementId: plain[1] ?? '', detail: (plain[2] ?? '').trim() });
      continue;
    }
    const element = /- Element: (\S+)/.exec(line);
    if (element) elementId = element[1] ?? '';
    const error = /^\s*(?:'[^']*':\s*)?-?\s*(?:ERROR|WARNING): (.+)$/.exec(line);
    if (error) reasons.push({ elementId, detail: (error[1] ?? '').trim() });
  }
  return reasons.length > 0 ? reasons : [{ elementId: '', detail: message.trim() }];
}
