export { LiveProvider, useLiveState } from './live.tsx';
