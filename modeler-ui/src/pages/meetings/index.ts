import './meetings.css';
export { MeetingsPage as Component } from './meetings-page.tsx';
