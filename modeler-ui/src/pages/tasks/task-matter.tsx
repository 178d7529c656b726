import { Card } from 'antd';
import { Link } from 'react-router-dom';
import type { Dispute, Meeting, Report, TaskDetail } from '../../api/index.ts';
import { FactLines, SectionList, TimeText, ToneTag } from '../../components/index.ts';
import { DisputePositions } from '../../disputes/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';
import { disputeTone, meetingTone } from '../../theme.ts';

/** What a task is about besides its order: a meeting with its agenda, a report's hotspots, the units' positions. */
export function TaskMatter({ detail }: { readonly detail: TaskDetail }) {
  const { meeting, report, disputes } = detail;
  return (
    <>
      {meeting === null ? null : <MeetingFacts meeting={meeting} />}
      {report === null ? null : <ReportFacts report={report} />}
      {disputes.map((dispute) => (
        <DisputeFacts key={dispute.id} dispute={dispute} linked={meeting !== null} />
      ))}
    </>
  );
}

function MeetingFacts({ meeting }: { readonly meeting: Meeting }) {
  const { t, word } = useWords();
  const units = useReference('units');
  return (
    <Card title={t('meetings.one', { id: meeting.id })}>
      <FactLines
        facts={[
          [
            t('field.status'),
            <ToneTag key="state" tone={meetingTone(meeting.state)}>
              {word('meeting', meeting.state)}
            </ToneTag>,
          ],
          [t('meetings.startsAt'), <TimeText key="at" at={meeting.startsAt} />],
          [t('meetings.place'), meeting.place],
          [t('meetings.items'), String(meeting.agenda.length)],
          [
            t('meetings.attendees'),
            meeting.attendees
              .map(({ unitId, answer }) =>
                answer === undefined
                  ? units.nameOf(unitId)
                  : `${units.nameOf(unitId)}(${word('attendance', answer)})`,
              )
              .join('、'),
          ],
        ]}
      />
    </Card>
  );
}

function DisputeFacts(props: { readonly dispute: Dispute; readonly linked: boolean }) {
  const { t, word } = useWords();
  const categories = useReference('catalogue');
  const areas = useReference('areas');
  const { dispute } = props;
  const { orderNo } = dispute;
  return (
    <Card
      title={props.linked ? categories.nameOf(dispute.category) : t('disputes.one')}
      extra={
        props.linked ? (
          <Link className="numeric" to={`/orders/${encodeURIComponent(orderNo)}`}>
            {orderNo}
          </Link>
        ) : null
      }
    >
      <p className="row tight-row below">
        <ToneTag tone={disputeTone(dispute.state)}>{word('dispute', dispute.state)}</ToneTag>
        <span>{dispute.rungName ?? t('disputes.rung', { rung: dispute.rung })}</span>
        <span className="soft">{areas.nameOf(dispute.area)}</span>
      </p>
      <DisputePositions dispute={dispute} />
    </Card>
  );
}

function ReportFacts({ report }: { readonly report: Report }) {
  const { t, word } = useWords();
  const areas = useReference('areas');
  const categories = useReference('catalogue');
  return (
    <Card title={word('reportId', report.reportId)}>
      <p className="soft below">
        <TimeText at={report.from} /> — <TimeText at={report.to} />
      </p>
      <SectionList
        title={t('reports.hotspots')}
        items={report.hotspots}
        keyOf={(hotspot) => hotspot.id ?? `${hotspot.area} ${hotspot.category ?? ''}`}
      >
        {(hotspot) => (
          <>
            <strong>
              {areas.nameOf(hotspot.area)} · {categories.nameOf(hotspot.category)}
            </strong>
            <span className="row tight-row">
              {(hotspot.orderNos ?? []).map((orderNo) => (
                <Link key={orderNo} className="numeric" to={`/orders/${encodeURIComponent(orderNo)}`}>
                  {orderNo}
                </Link>
              ))}
            </span>
          </>
        )}
      </SectionList>
    </Card>
  );
}
