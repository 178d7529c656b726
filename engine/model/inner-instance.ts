/** The id of the scope in which an element of an ad-hoc subprocess is activated, as Zeebe names it. */
export function innerInstanceId(adHocSubProcessId: string): string {
  return `${adHocSubProcessId}#innerInstance`;
}
