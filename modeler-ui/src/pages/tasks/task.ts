import './tasks.css';
export { TaskPage as Component } from './task-page.tsx';
