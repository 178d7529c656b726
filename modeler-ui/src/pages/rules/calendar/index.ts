export { CalendarTextEditor } from './calendar-text-editor.tsx';
