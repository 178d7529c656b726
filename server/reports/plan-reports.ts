import type { Engine } from '../zeebe/index.ts';

/** Reports that the city gets again and again; `report-rules.dmn` tells when each is due. */
export const REPORT_IDS = ['daily', 'weekly', 'monthly'] as const;

/**
 * Starts the process of each report. The engine keeps one live instance for a report id, and a message without a time to
 * live that finds it running is dropped: so this may be said at every start, and a report that was cancelled runs again.
 * @throws DomainError ENGINE_UNAVAILABLE
 */
export async function planReports(engine: Pick<Engine, 'publish'>): Promise<void> {
  for (const reportId of REPORT_IDS) {
    await engine.publish({
      name: 'report-planned',
      correlationKey: reportId,
      messageId: `report-planned:${reportId}`,
      timeToLiveMs: 0,
      variables: { reportId },
    });
  }
}
