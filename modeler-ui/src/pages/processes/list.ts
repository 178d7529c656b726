import './processes.css';
export { ProcessListPage as Component } from './process-list.tsx';
