export { useReference } from './reference.ts';
