import './processes.css';
export { ModelerPage as Component } from './modeler-page.tsx';
