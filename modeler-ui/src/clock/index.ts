export { ClockProvider, useServerClock } from './clock.tsx';
