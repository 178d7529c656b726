import type { ReportDocument } from '@jiesu/store';
import { isoTime } from '../http/index.ts';

/** A report as the API shows it; a caller's repeats are numbers, never who it was. */
export function reportView(report: ReportDocument) {
  return {
    id: report._id,
    reportId: report.reportId,
    from: isoTime(report.from),
    to: isoTime(report.to),
    builtAt: isoTime(report.builtAt),
    figures: report.figures,
    hotspots: report.hotspots,
    repeats: report.repeats.map((repeat) =>
      Object.fromEntries(Object.entries(repeat).filter(([name]) => name !== 'phoneHash')),
    ),
    review: report.review ?? null,
  };
}
