/** 四单: issuing the four documents of an order. */
export { documentChange, documentIssuer } from './issue.ts';
export type { DocumentIssue, IssueDocument } from './issue.ts';
