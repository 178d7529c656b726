/** 通知: what a person was told, behind the bell of the frame. */
export { NoticeBell } from './bell.tsx';
