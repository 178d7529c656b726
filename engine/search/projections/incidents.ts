import { dateText, keyText, type Changes } from '../changes.ts';
import type { LogEvent, Projection } from './projection.ts';

/** INCIDENT: each incident, and the mark on the instances that it holds up. */
export const incident: Projection = (changes, event) => {
  if (event.intent === 'CREATED') created(changes, event);
  else if (event.intent === 'RESOLVED') resolved(changes, event.key);
};

function created(changes: Changes, { key, value, timestamp }: LogEvent): void {
  const [errorType, errorMessage, elementId, elementInstanceKey, processInstanceKey, jobKey] = value as [
    string,
    string,
    string,
    number,
    number,
    number,
  ];
  changes.set('incidents', key, {
    ...changes.processOf(processInstanceKey),
    errorType,
    errorMessage,
    elementId,
    elementInstanceKey: keyText(elementInstanceKey),
    creationTime: dateText(timestamp),
    state: 'ACTIVE',
    jobKey: keyText(jobKey),
  });
  changes.update('element-instances', elementInstanceKey, { hasIncident: true, incidentKey: keyText(key) });
  mark(changes, processInstanceKey, (open) => [
    ...open.filter((other) => other !== String(key)),
    String(key),
  ]);
}

function resolved(changes: Changes, key: number): void {
  const row = changes.row('incidents', key);
  if (row === undefined) return;
  changes.set('incidents', key, { state: 'RESOLVED' });
  const element = Number(row.elementInstanceKey);
  if (changes.row('element-instances', element)?.incidentKey === String(key)) {
    changes.set('element-instances', element, { hasIncident: false, incidentKey: null });
  }
  mark(changes, Number(row.processInstanceKey), (open) => open.filter((other) => other !== String(key)));
}

function mark(
  changes: Changes,
  processInstanceKey: number,
  change: (open: readonly string[]) => readonly string[],
): void {
  const root = changes.row('process-instances', processInstanceKey);
  if (root === undefined) return;
  const open = change((root.openIncidents as readonly string[] | null) ?? []);
  changes.set('process-instances', processInstanceKey, {
    openIncidents: open,
    hasIncident: open.length > 0,
  });
}
