import './rules.css';
export { RuleChangePage as Component } from './change/change-page.tsx';
