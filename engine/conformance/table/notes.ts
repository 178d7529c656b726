/** What a reader may wonder about at a row. */
export const NOTES: Readonly<Record<string, string>> = {
  DeployProcess: 'deprecated; only zeebe-node still has it',
  StreamActivatedJobs: 'zeebe-node has no streams',
  MigrateProcessInstance: 'newer than zeebe-node and not in pyzeebe',
  'PATCH /user-tasks/:key/update': 'former path, of the SDK’s older REST client',
  'GET /process-definitions/:key/form': '204: there are no start forms',
  userTask: 'completed over REST: gRPC has no user tasks',
  'adHocSubProcess, job-based': 'its worker answers with a result, which only REST has',
  'task listener, denial': 'a result of a job, which only REST has',
  'task listener, corrections': 'a result of a job, which only REST has',
  'called process, binding deployment': 'zeebe-node deploys one file a call',
  'called decision, binding deployment': 'zeebe-node deploys one file a call',
  'receiveTask / parallel multi-instance': 'each waits for a key of its own',
  'timer event, cron / process start': 'every second',
};
