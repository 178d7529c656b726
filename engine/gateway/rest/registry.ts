import { clock } from './clock.ts';
import { decisions } from './decisions.ts';
import { deployed } from './deployed.ts';
import { deployments } from './deployments.ts';
import { elementInstances } from './element-instances.ts';
import type { EndpointFamily } from './endpoint.ts';
import { incidents } from './incidents.ts';
import { jobs } from './jobs.ts';
import { messages } from './messages.ts';
import { processDefinitions } from './process-definitions.ts';
import { processInstances } from './process-instances.ts';
import { searches } from './searches.ts';
import { signals } from './signals.ts';
import { topology } from './topology.ts';
import { unservedSearches } from './unserved-searches.ts';
import { userTasks } from './user-tasks.ts';

/** Every family of endpoints that is served under /v2. */
export const ENDPOINT_FAMILIES: readonly EndpointFamily[] = [
  topology,
  deployments,
  deployed,
  processDefinitions,
  processInstances,
  elementInstances,
  jobs,
  userTasks,
  messages,
  signals,
  incidents,
  decisions,
  clock,
  searches,
  unservedSearches,
];
