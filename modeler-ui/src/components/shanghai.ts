import dayjs, { type Dayjs } from 'dayjs';
import utc from 'dayjs/plugin/utc';

dayjs.extend(utc);

/** China keeps UTC+8 all year, in minutes. */
const OFFSET = 480;

/** An instant (ISO text or epoch ms) on the city's clock, wherever the browser is. */
export function shanghaiTime(at: string | number): Dayjs {
  return dayjs(at).utcOffset(OFFSET);
}
