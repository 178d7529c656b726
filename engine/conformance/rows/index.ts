export { endpointRows, rpcRows } from './calls.ts';
export { elementRows } from './elements.ts';
