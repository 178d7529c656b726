import { WordClassifier, WorkingCalendar } from '@jiesu/domain';
import type { Classifier } from '@jiesu/domain';
import { EventLog } from '@jiesu/store';
import type { CityConfig, Store } from '@jiesu/store';
import type { Logger } from 'pino';
import { ElementNames } from './element-names.ts';
import type { ProcessXml } from './element-names.ts';

/** What every handler works with. */
export interface WorkerContext {
  readonly store: Store;
  readonly events: EventLog;
  readonly city: CityConfig;
  readonly calendar: WorkingCalendar;
  readonly classifier: Classifier;
  readonly elementNames: ElementNames;
  readonly logger: Logger;
}

/** Builds the context from its outer parts. `processXml` is asked when the store has no copy of a model. */
export function createContext(parts: {
  readonly store: Store;
  readonly city: CityConfig;
  readonly logger: Logger;
  readonly processXml: ProcessXml;
}): WorkerContext {
  const { store, city, logger, processXml } = parts;
  return {
    store,
    city,
    logger,
    events: new EventLog(store),
    calendar: new WorkingCalendar(city.calendar),
    classifier: new WordClassifier(city.catalogue),
    elementNames: new ElementNames(store, processXml),
  };
}
