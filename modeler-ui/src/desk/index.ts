export { Desk, Home } from './desk.tsx';
