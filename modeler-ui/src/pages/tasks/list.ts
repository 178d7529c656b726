import './tasks.css';
export { TaskListPage as Component } from './task-list.tsx';
