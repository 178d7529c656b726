/** Whether the field was set to a key: proto3 sends an absent one as 0, and some clients send -1. */
export function isKey(text: string): boolean {
  return text !== '' && text !== '0' && text !== '-1';
}
