import { Card, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { meetingApi, type Dispute } from '../../api/index.ts';
import { codes } from '../../codes.ts';
import { Countdown, PagedList, TimeText, ToneTag } from '../../components/index.ts';
import { DisputePositions, dueOfDispute, RulingText } from '../../disputes/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';
import { disputeTone } from '../../theme.ts';

const ALL = 'all';

/** Disputes on responsibility, newest first: at which rung, between whom, and how long is left. */
export function Disputes() {
  const { t, word } = useWords();
  const [state, setState] = useState<string>(ALL);
  const wanted = state === ALL ? undefined : state;
  return (
    <>
      <div className="bench-filters scroll-x">
        <Segmented
          aria-label={t('field.status')}
          value={state}
          onChange={setState}
          options={[
            { value: ALL, label: t('disputes.all') },
            ...codes.dispute.map((value) => ({ value, label: word('dispute', value) })),
          ]}
        />
      </div>
      <PagedList
        queryKey={['meetings', 'disputes', state]}
        read={(cursor, signal) => meetingApi.disputes(wanted, cursor, signal)}
        empty={t('disputes.none')}
        emptyHint={t('disputes.noneHint')}
      >
        {(dispute) => <DisputeCard dispute={dispute} />}
      </PagedList>
    </>
  );
}

function DisputeCard({ dispute }: { readonly dispute: Dispute }) {
  const { t, word } = useWords();
  const categories = useReference('catalogue');
  const areas = useReference('areas');
  const dueAt = dueOfDispute(dispute);
  return (
    <Card data-testid="dispute">
      <div className="bench-head">
        <span className="row tight-row">
          <Link className="numeric" to={`/orders/${encodeURIComponent(dispute.orderNo)}`}>
            {dispute.orderNo}
          </Link>
          <ToneTag tone={disputeTone(dispute.state)}>{word('dispute', dispute.state)}</ToneTag>
          <span>{dispute.rungName ?? t('disputes.rung', { rung: dispute.rung })}</span>
          <span className="soft">
            {categories.nameOf(dispute.category)} · {areas.nameOf(dispute.area)}
          </span>
        </span>
        {dueAt === undefined ? (
          <span className="soft">
            <TimeText at={dispute.ruling?.at ?? dispute.openedAt} />
          </span>
        ) : (
          <Countdown dueAt={dueAt} />
        )}
      </div>
      {dispute.ruling === null ? null : <RulingText ruling={dispute.ruling} />}
      <div className={dispute.ruling === null ? undefined : 'bench-part'}>
        <DisputePositions dispute={dispute} />
      </div>
    </Card>
  );
}
