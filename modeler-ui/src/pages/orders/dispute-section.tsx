import { useQuery } from '@tanstack/react-query';
import { meetingApi } from '../../api/index.ts';
import { ProblemAlert, ToneTag } from '../../components/index.ts';
import { DisputePositions, RulingText } from '../../disputes/index.ts';
import { useWords } from '../../i18n/index.ts';
import { disputeTone } from '../../theme.ts';

/** The disputes on who is responsible for an order: what each unit says, and the ruling. */
export function DisputeSection({ orderNo }: { readonly orderNo: string }) {
  const { t, word } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['order', orderNo, 'disputes'],
    queryFn: ({ signal }) => meetingApi.disputesOf(orderNo, signal),
  });
  if (error !== null) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return (data ?? []).map((dispute) => (
    <section key={dispute.id} className="life">
      <h2>
        {t('disputes.one')}{' '}
        <ToneTag tone={disputeTone(dispute.state)}>{word('dispute', dispute.state)}</ToneTag>
      </h2>
      {dispute.ruling === null ? null : <RulingText ruling={dispute.ruling} />}
      <DisputePositions dispute={dispute} />
    </section>
  ));
}
