import mongoose from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { DomainError } from '@jiesu/domain';
import {
  auditSchema,
  caseSchema,
  catalogueVersionSchema,
  counterSchema,
  disputeSchema,
  eventSchema,
  meetingSchema,
  modelSchema,
  notificationSchema,
  officialDocumentSchema,
  orderSchema,
  personSchema,
  precedentSchema,
  reportSchema,
  ruleChangeSchema,
  ruleRunSchema,
  ruleVersionSchema,
  taskSchema,
  unitSchema,
} from './models/index.ts';
import type {
  AuditDocument,
  CaseDocument,
  CatalogueVersionDocument,
  CounterDocument,
  DisputeDocument,
  EventDocument,
  MeetingDocument,
  ModelDocument,
  NotificationDocument,
  OfficialDocument,
  OrderDocument,
  PersonDocument,
  PrecedentDocument,
  ReportDocument,
  RuleChangeDocument,
  RuleRunDocument,
  RuleVersionDocument,
  TaskDocument,
  UnitDocument,
} from './models/index.ts';

/** The collections of one database, on a connection of their own. */
export interface Store {
  readonly connection: Connection;
  readonly orders: Model<OrderDocument>;
  readonly tasks: Model<TaskDocument>;
  readonly events: Model<EventDocument>;
  readonly units: Model<UnitDocument>;
  readonly people: Model<PersonDocument>;
  readonly models: Model<ModelDocument>;
  readonly notifications: Model<NotificationDocument>;
  /** The four documents. */
  readonly documents: Model<OfficialDocument>;
  readonly disputes: Model<DisputeDocument>;
  readonly meetings: Model<MeetingDocument>;
  readonly precedents: Model<PrecedentDocument>;
  /** Of accountability. */
  readonly cases: Model<CaseDocument>;
  readonly reports: Model<ReportDocument>;
  readonly catalogueVersions: Model<CatalogueVersionDocument>;
  readonly ruleVersions: Model<RuleVersionDocument>;
  readonly ruleChanges: Model<RuleChangeDocument>;
  readonly ruleRuns: Model<RuleRunDocument>;
  readonly counters: Model<CounterDocument>;
  readonly audit: Model<AuditDocument>;
  /** Makes the collections and indexes that are missing; harmless when they exist. */
  ensureIndexes(): Promise<void>;
  /** Whether the database answers now. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Shown in the database's own logs. */
  readonly appName: string;
  /** How long an operation waits for a reachable server, in ms. @default 5000 */
  readonly reachWithinMs?: number;
  /** Connections that may be open at once. @default 16 */
  readonly maxPoolSize?: number;
  /** Hears of every command that ended, with its duration in seconds: for metrics. */
  readonly onCommand?: (seconds: number) => void;
  /** Overrides the database that the URI names. */
  readonly dbName?: string;
}

/**
 * Connects to a database. The connection survives restarts of the database: operations wait `reachWithinMs` for it.
 * @throws DomainError DATABASE_UNAVAILABLE when it is not reached in time
 */
export async function connectStore(uri: string, options: ConnectOptions): Promise<Store> {
  const connection = mongoose.createConnection(uri, {
    appName: options.appName,
    serverSelectionTimeoutMS: options.reachWithinMs ?? 5000,
    connectTimeoutMS: options.reachWithinMs ?? 5000,
    maxPoolSize: options.maxPoolSize ?? 16,
    autoIndex: false,
    autoCreate: false,
    // The driver waits for a server by itself; a second queue in mongoose would only double the wait.
    bufferCommands: false,
    monitorCommands: options.onCommand !== undefined,
    ...(options.dbName === undefined ? {} : { dbName: options.dbName }),
  });
  try {
    await connection.asPromise();
  } catch (error) {
    await connection.close(true).catch(() => undefined);
    throw new DomainError('DATABASE_UNAVAILABLE', { cause: error });
  }
  const { onCommand } = options;
  if (onCommand !== undefined) {
    const client = connection.getClient();
    for (const end of ['commandSucceeded', 'commandFailed'] as const) {
      client.on(end, ({ duration }: { readonly duration: number }) => onCommand(duration / 1000));
    }
  }
  return storeOn(connection);
}

function storeOn(connection: Connection): Store {
  const models = {
    orders: connection.model<OrderDocument>('Order', orderSchema),
    tasks: connection.model<TaskDocument>('Task', taskSchema),
    events: connection.model<EventDocument>('Event', eventSchema),
    units: connection.model<UnitDocument>('Unit', unitSchema),
    people: connection.model<PersonDocument>('Person', personSchema),
    models: connection.model<ModelDocument>('Model', modelSchema),
    notifications: connection.model<NotificationDocument>('Notification', notificationSchema),
    documents: connection.model<OfficialDocument>('OfficialDocument', officialDocumentSchema),
    disputes: connection.model<DisputeDocument>('Dispute', disputeSchema),
    meetings: connection.model<MeetingDocument>('Meeting', meetingSchema),
    precedents: connection.model<PrecedentDocument>('Precedent', precedentSchema),
    cases: connection.model<CaseDocument>('Case', caseSchema),
    reports: connection.model<ReportDocument>('Report', reportSchema),
    catalogueVersions: connection.model<CatalogueVersionDocument>('CatalogueVersion', catalogueVersionSchema),
    ruleVersions: connection.model<RuleVersionDocument>('RuleVersion', ruleVersionSchema),
    ruleChanges: connection.model<RuleChangeDocument>('RuleChange', ruleChangeSchema),
    ruleRuns: connection.model<RuleRunDocument>('RuleRun', ruleRunSchema),
    counters: connection.model<CounterDocument>('Counter', counterSchema),
    audit: connection.model<AuditDocument>('Audit', auditSchema),
  };
  return {
    connection,
    ...models,
    async ensureIndexes() {
      for (const model of Object.values(models)) {
        await model.createCollection();
        await model.createIndexes();
      }
    },
    async isReachable() {
      try {
        await connection.db?.command({ ping: 1 });
        return connection.readyState === mongoose.ConnectionStates.connected;
      } catch {
        return false;
      }
    },
    async close() {
      await connection.close();
    },
  };
}

const UNAVAILABLE = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
]);

/** Whether an error means that the database could not be reached and the same operation may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  // The driver's errors of this family carry no code; their names are its documented API.
  if (!(error instanceof Error)) return false;
  if (UNAVAILABLE.has(error.name) || isCode(error, 'DATABASE_UNAVAILABLE')) return true;
  // A batch that a lost connection cut off: the driver drops the cause, but a server's refusal has a code.
  return error.name === 'MongoBulkWriteError' && (!('code' in error) || error.code === undefined);
}

/** Whether an error is a violation of a unique index (E11000). */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && isCode(error, 11_000);
}

function isCode(error: Error, code: string | number): boolean {
  return 'code' in error && error.code === code;
}
