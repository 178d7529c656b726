import type { ElementInstance, Incident, IncidentType, Step } from '../state/index.ts';
import type { Execution } from './execution.ts';

interface Cause {
  readonly type: IncidentType;
  readonly message: string;
}

/** Stops an instance's token with an incident. @param retry null for a job, which is retried by itself */
export function raiseIncident(
  x: Execution,
  instance: ElementInstance,
  cause: Cause,
  retry: Step | null,
  jobKey = 0,
): void {
  const incident: Incident = {
    key: x.newKey(),
    type: cause.type,
    message: cause.message,
    processInstanceKey: instance.processInstanceKey,
    definitionKey: instance.definitionKey,
    elementId: instance.elementId,
    elementInstanceKey: instance.key,
    jobKey,
    retry,
    createdAt: x.now,
  };
  x.state.incidents.insert(incident.key, incident);
  x.state.instanceIncidents.insert([incident.processInstanceKey, incident.key], 1);
  instance.incidentKeys = [...(instance.incidentKeys ?? []), incident.key];
  x.save(instance);
  x.record('INCIDENT', 'CREATED', incident.key, [
    incident.type,
    incident.message,
    incident.elementId,
    incident.elementInstanceKey,
    incident.processInstanceKey,
    incident.jobKey,
  ]);
}

/** Removes an incident, because it is resolved or because what it is about is gone. */
export function removeIncident(x: Execution, incident: Incident): void {
  x.state.incidents.remove(incident.key);
  x.state.instanceIncidents.remove([incident.processInstanceKey, incident.key]);
  const instance = x.state.instances.get(incident.elementInstanceKey);
  if (instance !== undefined) {
    const left = (instance.incidentKeys ?? []).filter((key) => key !== incident.key);
    instance.incidentKeys = left.length === 0 ? null : left;
    x.save(instance);
  }
  x.record('INCIDENT', 'RESOLVED', incident.key, [incident.type, incident.elementId]);
}

/** Removes the incidents of an instance. @param jobKey only those of the job, when given */
export function removeIncidents(x: Execution, instance: ElementInstance, jobKey?: number): void {
  for (const key of instance.incidentKeys ?? []) {
    const incident = x.state.incidents.get(key);
    if (incident !== undefined && (jobKey === undefined || incident.jobKey === jobKey))
      removeIncident(x, incident);
  }
}
