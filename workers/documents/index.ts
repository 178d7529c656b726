/** 四单: issuing the four documents of an order. */
export { documentIssuer } from './issue.ts';
export type { DocumentIssue, IssueDocument } from './issue.ts';
