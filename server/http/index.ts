export { endpoint, publicEndpoint } from './endpoint.ts';
export type { Access, Answers, Endpoint } from './endpoint.ts';
export { languageOf } from './language.ts';
export type { Language } from './language.ts';
export { mount } from './mount.ts';
export type { Gate } from './mount.ts';
export { PAGE_MAX, decodeCursor, encodeCursor, pageQuery } from './paging.ts';
export { isoTime } from './time.ts';
