import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import type { ReportDocument, Store } from '@jiesu/store';
import { endpoint } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import { isOfHotline } from '../session/index.ts';
import { REPORT_IDS } from './plan-reports.ts';
import { reportView } from './report-view.ts';

/** Reports on days, weeks and months for the hotline. */
export function reportEndpoints(store: Pick<Store, 'reports'>): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/api/reports',
      tag: 'reports',
      summary: 'Reports, newest first',
      query: z.object({
        reportId: z.enum(REPORT_IDS).default('daily'),
        limit: z.coerce.number().int().min(1).max(100).default(30),
      }),
      answers: {
        200: {
          description: 'Reports',
          schema: z.object({ items: z.array(z.looseObject({ id: z.string() })) }),
        },
      },
      async run({ response, query, person }) {
        if (!isOfHotline(person)) throw new DomainError('FORBIDDEN_ROLE');
        const found = await store.reports
          .find({ reportId: query.reportId })
          .sort({ to: -1 })
          .limit(query.limit)
          .lean<ReportDocument[]>();
        response.json({ items: found.map(reportView) });
      },
    }),
  ];
}
