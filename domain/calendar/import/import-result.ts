import type { PublishedYearInput } from '../../config/index.ts';

/** Something to say of what is imported, in both languages, with the line of the text it is about (from 1). */
export interface ImportNote {
  readonly zh: string;
  readonly en: string;
  readonly line?: number;
}

/** What was read from a notice, a calendar file or a table of holidays. */
export interface CalendarImport {
  /** Years in order, as config/calendar.yaml has them. */
  readonly years: readonly PublishedYearInput[];
  /** Whether it only changes some holidays of a year whose notice is already known (调整、延长). */
  readonly amends: boolean;
  /** What contradicts itself or can't be read; with any, nothing should be adopted. */
  readonly errors: readonly ImportNote[];
  /** What a person should look at before it is adopted. */
  readonly warnings: readonly ImportNote[];
}

/** Collects what is found while reading. */
export class ImportNotes {
  readonly #errors: ImportNote[] = [];
  readonly #warnings: ImportNote[] = [];

  error(zh: string, en: string, line?: number): void {
    this.#errors.push(noteOf(zh, en, line));
  }

  warn(zh: string, en: string, line?: number): void {
    this.#warnings.push(noteOf(zh, en, line));
  }

  get hasErrors(): boolean {
    return this.#errors.length > 0;
  }

  /** What was read, with all that was noted. */
  result(years: readonly PublishedYearInput[], amends = false): CalendarImport {
    return { years, amends, errors: this.#errors, warnings: this.#warnings };
  }
}

function noteOf(zh: string, en: string, line: number | undefined): ImportNote {
  return line === undefined ? { zh, en } : { zh, en, line };
}
