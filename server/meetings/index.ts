/** 联席会议: disputes, meetings and precedents. */
export { meetingEndpoints } from './endpoints.ts';
export { MeetingRecords } from './meeting-records.ts';
export { MeetingMover } from './move-meeting.ts';
export { disputeView, meetingView } from './views.ts';
