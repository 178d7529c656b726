export { problemHandler, unknownPath } from './error-handler.ts';
export { PROBLEM_TYPE, invalidFields, problemDetails } from './problem-details.ts';
export type { ProblemDetails } from './problem-details.ts';
export { recognise } from './recognise.ts';
