import { WorkingCalendar } from '@jiesu/domain';
import { compileTables } from '@jiesu/rules';
import type { RuleSide, RuleTexts } from '@jiesu/rules';
import { parseCalendar } from '@jiesu/store';

/** The table that deadlines follow from. */
const DEADLINES = 'deadlines.dmn';

/** What of the rules in texts of config/ decides on deadlines. @throws DomainError CONFIG_INVALID */
export async function sideOf(texts: RuleTexts): Promise<RuleSide> {
  return {
    tables: await compileTables(new Map([[DEADLINES, texts.get(DEADLINES) ?? '']])),
    calendar: new WorkingCalendar(parseCalendar(texts)),
  };
}
