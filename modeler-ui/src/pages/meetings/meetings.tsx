import { useServerClock } from '../../clock/index.ts';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Collapse, Skeleton } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { meetingApi, type Dispute, type Meeting } from '../../api/index.ts';
import { FactLines, PagedList, ProblemAlert, TimeText, ToneTag, formatTime } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';
import { chairsMeetings, useSession } from '../../session/index.ts';
import { meetingTone } from '../../theme.ts';
import { MoveDialog } from './move-dialog.tsx';

const MOVABLE = ['planned', 'agenda', 'invited'];

/** Joint meetings, latest first: when, where, with whom, on what, and what came of it. */
export function Meetings() {
  const { t } = useWords();
  return (
    <PagedList
      queryKey={['meetings', 'meetings']}
      read={(cursor, signal) => meetingApi.meetings(cursor, signal)}
      empty={t('meetings.none')}
      emptyHint={t('meetings.noneHint')}
    >
      {(meeting) => <MeetingCard meeting={meeting} />}
    </PagedList>
  );
}

function MeetingCard({ meeting }: { readonly meeting: Meeting }) {
  const { t, word } = useWords();
  const units = useReference('units');
  const { person } = useSession();
  const { now } = useServerClock();
  const [open, setOpen] = useState(false);
  const [moving, setMoving] = useState(false);
  const mayMove = person !== undefined && chairsMeetings(person) && MOVABLE.includes(meeting.state);
  const attendee = ({ unitId, answer, name }: Meeting['attendees'][number]): string =>
    [units.nameOf(unitId), answer === undefined ? '' : word('attendance', answer), name ?? '']
      .filter((text) => text !== '')
      .join(' ');
  const moved = ({ from, to, reason }: NonNullable<Meeting['moves']>[number]): string =>
    `${formatTime(from, now)} → ${formatTime(to, now)} ${reason}`;
  return (
    <Card data-testid="meeting">
      <div className="bench-head">
        <span className="row tight-row">
          <strong className="numeric">
            <TimeText at={meeting.startsAt} />
          </strong>
          <ToneTag tone={meetingTone(meeting.state)}>{word('meeting', meeting.state)}</ToneTag>
          <span>{t('disputes.rung', { rung: meeting.rung })}</span>
        </span>
        <span className="row tight-row">
          <span className="soft numeric">{meeting.id}</span>
          {mayMove ? <Button onClick={() => setMoving(true)}>{t('meetings.move')}</Button> : null}
        </span>
      </div>
      {moving ? <MoveDialog meeting={meeting} onClose={() => setMoving(false)} /> : null}
      <FactLines
        facts={[
          [t('meetings.place'), meeting.place],
          [t('meetings.attendees'), meeting.attendees.map(attendee).join('、')],
          [t('meetings.moved'), (meeting.moves ?? []).map(moved).join('；')],
          [t('meetings.minutes'), meeting.minutes?.text],
        ]}
      />
      <Collapse
        ghost
        size="small"
        onChange={(keys) => setOpen(keys.length > 0)}
        items={[
          {
            key: 'agenda',
            label: t('meetings.agenda', { count: meeting.agenda.length }),
            children: open ? <Agenda meeting={meeting} /> : null,
          },
        ]}
      />
    </Card>
  );
}

function Agenda({ meeting }: { readonly meeting: Meeting }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['meetings', 'one', meeting.id],
    queryFn: ({ signal }) => meetingApi.meeting(meeting.id, signal),
  });
  if (isPending) return <Skeleton active />;
  if (data === undefined) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return (
    <ol className="life-list agenda">
      {data.disputes.map((dispute) => (
        <AgendaItem key={dispute.id} dispute={dispute} results={data.meeting.results} />
      ))}
    </ol>
  );
}

function AgendaItem(props: { readonly dispute: Dispute; readonly results: Meeting['results'] }) {
  const { t, word } = useWords();
  const units = useReference('units');
  const categories = useReference('catalogue');
  const { dispute } = props;
  const result = props.results.find(({ disputeId }) => disputeId === dispute.id);
  return (
    <li>
      <span className="row tight-row">
        <Link className="numeric" to={`/orders/${encodeURIComponent(dispute.orderNo)}`}>
          {dispute.orderNo}
        </Link>
        {categories.nameOf(dispute.category)}
        <span className="soft">{dispute.parties.map(units.nameOf).join('、')}</span>
      </span>
      {result === undefined ? null : (
        <FactLines
          facts={[
            [t('fact.result'), word('rulingResult', result.result)],
            [t('disputes.lead'), result.unitId === undefined ? undefined : units.nameOf(result.unitId)],
            [t('fact.reason'), result.reason],
            [t('fact.legalBasis'), result.legalBasis],
          ]}
        />
      )}
    </li>
  );
}
