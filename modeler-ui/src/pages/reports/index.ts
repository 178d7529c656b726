import './reports.css';
export { ReportsPage as Component } from './reports-page.tsx';
