import { buildReport, scheduleReport } from './build-report.ts';
import { proactiveOrder } from './proactive-order.ts';

/** 定期报告: figures, repeats, hotspots, and orders that nobody had to call for. */
export const reportHandlers = [scheduleReport, buildReport, proactiveOrder];
