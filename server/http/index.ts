export { endpoint, publicEndpoint } from './endpoint.ts';
export type { Access, Answers, Endpoint } from './endpoint.ts';
export { languageOf } from './language.ts';
export type { Language } from './language.ts';
export { mount } from './mount.ts';
export type { Gate } from './mount.ts';
export { afterPage, pageOf, pageQuery } from './paging.ts';
export type { Page } from './paging.ts';
export { isoTime } from './time.ts';
