import { EngineError } from '../../errors.ts';
import { parseKey } from '../../state/index.ts';
import { removeIncident } from '../incidents.ts';
import { makeActivatable } from '../jobs.ts';
import type { Handler } from './handler.ts';

export const resolveIncident: Handler<'resolveIncident'> = (x, { key }) => {
  const incident = x.state.incidents.get(parseKey('incident', key));
  if (incident === undefined) throw new EngineError('NOT_FOUND', `no open incident with key <${key}>`);
  const job = incident.jobKey === 0 ? undefined : x.state.jobs.get(incident.jobKey);
  if (job !== undefined && job.retries <= 0) {
    throw new EngineError(
      'INVALID_STATE',
      `the incident <${key}> can not be resolved: its job <${job.key}> has no retries; raise them first`,
    );
  }
  removeIncident(x, incident);
  if (job !== undefined) makeActivatable(x, job);
  if (incident.retry !== null) x.schedule(incident.retry);
  return {};
};
