export { IntakePage as Component } from './intake.tsx';
