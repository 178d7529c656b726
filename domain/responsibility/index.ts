export { pingPong, returnRates } from './ping-pong.ts';
export type { OrderWay, PingPong } from './ping-pong.ts';
export { isInterested, mayLead } from './recusal.ts';
export type { RecusalFacts, RecusalPerson } from './recusal.ts';
