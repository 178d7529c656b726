/** 申请: what was asked for, readable at a glance. */
export { RequestFacts } from './request-facts.tsx';
export { RequestStateTag } from './request-state-tag.tsx';
