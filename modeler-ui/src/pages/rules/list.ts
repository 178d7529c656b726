import './rules.css';
export { RuleListPage as Component } from './rule-list-page.tsx';
