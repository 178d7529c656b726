import { WorkingCalendar } from '@jiesu/domain';
import { compileTables } from '@jiesu/rules';
import type { RuleSide, RuleTexts } from '@jiesu/rules';
import { parseCalendar } from '@jiesu/store';

/** The table that deadlines follow from. */
const DEADLINES = 'deadlines.dmn';
const known = new WeakMap<RuleTexts, Promise<RuleSide>>();

/**
 * What of the rules in texts of config/ decides on deadlines, compiled once for the same texts.
 * @throws DomainError CONFIG_INVALID naming file and element
 */
export function sideOf(texts: RuleTexts): Promise<RuleSide> {
  const side = known.get(texts) ?? compile(texts);
  known.set(texts, side);
  return side;
}

async function compile(texts: RuleTexts): Promise<RuleSide> {
  return {
    tables: await compileTables(new Map([[DEADLINES, texts.get(DEADLINES) ?? '']])),
    calendar: new WorkingCalendar(parseCalendar(texts)),
  };
}
