/** 定期报告. */
export { reportEndpoints } from './endpoints.ts';
export { reportView } from './report-view.ts';
export { REPORT_IDS, planReports } from './plan-reports.ts';
