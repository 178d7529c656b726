export { JobPoller, type JobPoll, type JobPollerOptions, type OpenJobStream } from './job-poller.ts';
export type { JobActivation, JobSource } from './activation.ts';
export type { JobSink } from './stream.ts';
