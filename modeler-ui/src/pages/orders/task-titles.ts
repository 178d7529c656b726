import type { OrderEvent } from '../../api/index.ts';

/** Key of the task that an event is about; empty for one that is about none. */
export function taskOf({ data }: Pick<OrderEvent, 'data'>): string {
  const key = data?.['task'];
  return typeof key === 'string' ? key : '';
}

/** Titles of tasks by their keys: only the event of a task's creation says what it is called. */
export function taskTitles(
  events: readonly OrderEvent[],
  language: 'zh' | 'en',
): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const event of events) {
    const title = event.data?.[language === 'en' ? 'titleEn' : 'title'] ?? event.data?.['title'];
    if (event.type.startsWith('task-') && typeof title === 'string') titles.set(taskOf(event), title);
  }
  return titles;
}
