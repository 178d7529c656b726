import path from 'node:path';
import type { Logger } from 'pino';
import { EventLog, FieldCipher } from '@jiesu/store';
import type { CityConfig, Store } from '@jiesu/store';
import { ServerClock } from './clock/index.ts';
import type { Clock } from './clock/index.ts';
import { readForms } from './forms/index.ts';
import type { FormLibrary } from './forms/index.ts';
import type { ServerMetrics } from './metrics/index.ts';
import { IntakeDesk, OutboxLoop } from './orders/index.ts';
import { Deployment, ModelRecords } from './processes/index.ts';
import { RequestDesk } from './requests/index.ts';
import { SmsReplies } from './sms/index.ts';
import { TaskCompletion, TaskRecords } from './tasks/index.ts';
import type { Engine } from './zeebe/index.ts';

export interface DeskParts {
  /** The repository: bpmn/ and config/ are read from it. */
  readonly root: string;
  readonly secret: string;
  readonly store: Store;
  readonly engine: Engine;
  readonly city: CityConfig;
  readonly machineClock: Clock;
  readonly metrics: ServerMetrics;
  readonly logger: Logger;
}

/** What people do at their desks, without the HTTP around it. */
export interface Desks {
  readonly clock: ServerClock;
  readonly forms: FormLibrary;
  readonly cipher: FieldCipher;
  readonly events: EventLog;
  readonly models: ModelRecords;
  readonly deployment: Deployment;
  readonly intake: IntakeDesk;
  readonly requests: RequestDesk;
  readonly tasks: TaskRecords;
  readonly completion: TaskCompletion;
  readonly smsReplies: SmsReplies;
  readonly outbox: OutboxLoop;
}

/** Opens the desks on a store and an engine. @throws DomainError CONFIG_INVALID naming a form that can't be read */
export async function openDesks(parts: DeskParts): Promise<Desks> {
  const { store, engine, city, machineClock, metrics, logger } = parts;
  const forms = await readForms(path.join(parts.root, 'bpmn'));
  const clock = new ServerClock(machineClock, engine);
  const cipher = new FieldCipher(parts.secret);
  const events = new EventLog(store);
  const models = new ModelRecords(store);
  const tasks = new TaskRecords(store);
  const completion = new TaskCompletion({ records: tasks, engine, clock, machineClock });
  const outbox = new OutboxLoop({
    ...{ store, engine, machineClock, metrics, logger },
    resume: () => completion.resume(),
  });
  const { startNow: stored, publishNow } = outbox;
  return {
    ...{ clock, forms, cipher, events, models, tasks, outbox },
    deployment: new Deployment({ engine, models, store, clock, logger }),
    intake: new IntakeDesk({ store, cipher, city, clock, machineClock, stored }),
    requests: new RequestDesk({ store, forms, events, clock, machineClock, publishNow }),
    completion,
    smsReplies: new SmsReplies({ store, cipher, clock, machineClock, publishNow }),
  };
}
