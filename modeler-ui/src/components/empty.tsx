import { InboxOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';

/** An empty place that says what to do next. */
export function EmptyState(props: {
  readonly title: string;
  readonly hint?: string;
  readonly action?: ReactNode;
}) {
  return (
    <div className="empty-state" role="status">
      <InboxOutlined aria-hidden className="empty-icon" />
      <p className="empty-title">{props.title}</p>
      {props.hint === undefined ? null : <p className="soft">{props.hint}</p>}
      {props.action}
    </div>
  );
}
