import './rules.css';
export { RulePage as Component } from './rule-page.tsx';
