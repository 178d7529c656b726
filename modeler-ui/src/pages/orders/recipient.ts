/** A recipient as the delivery log names it, e.g. `role:supervisor`, `unit:housing-bureau`, `person:agent`. */
export interface NamedRecipient {
  readonly kind: 'unit' | 'role' | 'caller' | 'person';
  readonly id: string;
}

const KINDS: Readonly<Record<string, NamedRecipient['kind']>> = {
  unit: 'unit',
  duty: 'unit',
  'unit-leader': 'unit',
  role: 'role',
  caller: 'caller',
  person: 'person',
};

/** Reads a recipient; one that is not known stays as it is written. */
export function recipientOf(text: string): NamedRecipient {
  const [head = '', ...rest] = text.split(':');
  const kind = KINDS[head];
  return kind === undefined ? { kind: 'person', id: text } : { kind, id: rest.join(':') };
}
