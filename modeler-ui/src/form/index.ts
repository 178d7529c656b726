/** Forms of the process, drawn by form-js: a large library, so pages load this folder only when a form is shown. */
export { answersOf } from './answers.ts';
export { faultsByPath, unplacedFaults, type Faults } from './faults.ts';
export { TaskForm, type TaskFormHandle } from './task-form.tsx';
