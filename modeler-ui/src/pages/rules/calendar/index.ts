export { CalendarEditor } from './calendar-editor.tsx';
