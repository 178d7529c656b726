import type { CommandName } from '../commands.ts';
import { activateAdHocActivities } from './ad-hoc-subprocesses.ts';
import { activateJobs } from './activate-jobs.ts';
import { broadcastSignal } from './signals.ts';
import { cancelInstance } from './cancel-instance.ts';
import { createInstance } from './create-instance.ts';
import { deleteResource } from './delete-resource.ts';
import { evaluateDecision } from './evaluate-decision.ts';
import type { Handler } from './handler.ts';
import { completeJob, failJob, throwError, updateJob } from './jobs.ts';
import { correlateMessage, publishMessage } from './messages.ts';
import { migrateInstance } from './migrate-instance.ts';
import { modifyInstance } from './modify-instance.ts';
import { resolveIncident } from './resolve-incident.ts';
import { setVariables } from './set-variables.ts';
import { assignUserTask, completeUserTask, unassignUserTask, updateUserTask } from './user-tasks.ts';

/** The handler of every command but deploy, which is compiled before it is queued. */
export const HANDLERS: { readonly [N in Exclude<CommandName, 'deploy'>]: Handler<N> } = {
  createInstance,
  cancelInstance,
  modifyInstance,
  migrateInstance,
  deleteResource,
  activateAdHocActivities,
  setVariables,
  activateJobs,
  completeJob,
  failJob,
  throwError,
  updateJob,
  publishMessage,
  correlateMessage,
  broadcastSignal,
  resolveIncident,
  evaluateDecision,
  assignUserTask,
  unassignUserTask,
  completeUserTask,
  updateUserTask,
};
