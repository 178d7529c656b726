export { LiveProvider, useLiveMessages, useLiveState } from './live.tsx';
