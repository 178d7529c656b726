import type { WorkingCalendar } from '@jiesu/domain';
import { DocumentReader, EventLog, InsertLog, UpdateLog } from '@jiesu/store';
import type { CityConfig, RulesNow, Store, TaskDocument } from '@jiesu/store';
import type { Logger } from 'pino';
import type { IssueDocument } from '../documents/index.ts';
import type { Notify } from '../notifications/index.ts';
import { CatalogueBook } from './catalogue-book.ts';
import { ElementNames } from './element-names.ts';
import type { ProcessXml } from './element-names.ts';
import { PeopleBook } from './people-book.ts';
import { publisher } from './publish.ts';
import type { Publish, SendMessage } from './publish.ts';

/** Changes when a user task is due, ISO 8601; false when it is not open any more. */
export type SetDueDate = (userTaskKey: string, dueDate: string) => Promise<boolean>;

/** What every handler works with. */
export interface WorkerContext {
  readonly store: Store;
  readonly events: EventLog;
  /** Tasks by their keys, many in one read. */
  readonly tasks: DocumentReader<TaskDocument>;
  /** New tasks, many in one write. */
  readonly newTasks: InsertLog<TaskDocument>;
  /** Changes of tasks, many in one write. */
  readonly taskUpdates: UpdateLog<TaskDocument>;
  readonly people: PeopleBook;
  /** The rules in force at this moment: others may hold at the next look. */
  readonly rules: RulesNow;
  /** The city by the rules in force. */
  readonly city: CityConfig;
  /** The city's calendar by the rules in force. */
  readonly calendar: WorkingCalendar;
  readonly catalogue: CatalogueBook;
  readonly elementNames: ElementNames;
  readonly logger: Logger;
  /** Publishes a message of a job. */
  readonly publish: Publish;
  readonly setDueDate: SetDueDate;
  /** Tells people; stored for delivery. */
  readonly notify: Notify;
  /** Issues one of the four documents. */
  readonly issueDocument: IssueDocument;
}

/** Outer parts of a context. */
export interface ContextParts {
  readonly store: Store;
  /** The rules in force, asked at each use. */
  readonly rules: () => RulesNow;
  readonly logger: Logger;
  /** Asked when the store has no copy of a model. */
  readonly processXml: ProcessXml;
  readonly send: SendMessage;
  readonly setDueDate: SetDueDate;
  readonly notify: Notify;
  readonly issueDocument: IssueDocument;
}

/** Builds the context from its outer parts. */
export function createContext(parts: ContextParts): WorkerContext {
  const { store, rules, logger, processXml, send, setDueDate, notify, issueDocument } = parts;
  return {
    store,
    get rules() {
      return rules();
    },
    get city() {
      return rules().city;
    },
    get calendar() {
      return rules().calendar;
    },
    logger,
    events: new EventLog(store),
    tasks: new DocumentReader<TaskDocument>(store.tasks),
    newTasks: new InsertLog<TaskDocument>(store.tasks),
    taskUpdates: new UpdateLog<TaskDocument>(store.tasks),
    people: new PeopleBook(store),
    catalogue: new CatalogueBook(store, rules),
    elementNames: new ElementNames(store, processXml),
    publish: publisher(send),
    setDueDate,
    notify,
    issueDocument,
  };
}
