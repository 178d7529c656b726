import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Popconfirm, Skeleton } from 'antd';
import { Link, useNavigate } from 'react-router-dom';
import { catalogueApi, type CatalogueProposal } from '../../api/index.ts';
import { EmptyState, ProblemAlert, TimeText, ToneTag } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useReference } from '../../reference/index.ts';
import { mayChangeRules, readsRules, useSession } from '../../session/index.ts';
import { plainTone } from '../../theme.ts';

/** What rulings propose for the dispatch catalogue, and what became of it. */
export function Proposals() {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['meetings', 'proposals'],
    queryFn: ({ signal }) => catalogueApi.proposals(signal),
  });
  return (
    <>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending ? (
        <Card>
          <Skeleton active paragraph={{ rows: 6 }} />
        </Card>
      ) : null}
      {data?.length === 0 ? <EmptyState title={t('proposals.none')} hint={t('proposals.noneHint')} /> : null}
      <ul className="bench-list">
        {(data ?? []).map((proposal) => (
          <li key={proposal.id}>
            <ProposalCard proposal={proposal} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ProposalCard({ proposal }: { readonly proposal: CatalogueProposal }) {
  const { t, word } = useWords();
  const { person } = useSession();
  const units = useReference('units');
  const categories = useReference('catalogue');
  const areas = useReference('areas');
  const { id, entry, state, changeId } = proposal;
  const admin = person !== undefined && mayChangeRules(person);
  const reader = person !== undefined && readsRules(person);
  return (
    <Card data-testid="proposal">
      <div className="bench-head">
        <span className="row tight-row">
          <strong>
            {areas.nameOf(entry?.area)} · {categories.nameOf(entry?.category)}
          </strong>
          {t('proposals.led', { unit: units.nameOf(entry?.unitId) })}
          <ToneTag tone={plainTone}>{word('proposal', changeId === null ? state : 'drafted')}</ToneTag>
        </span>
        <span className="soft">
          <TimeText at={proposal.at} />
        </span>
      </div>
      <span className="row tight-row">
        {changeId !== null && reader ? (
          <Link to={`/rules/changes/${encodeURIComponent(changeId)}`}>{t('proposals.change')}</Link>
        ) : null}
        {admin && state === 'proposed' && changeId === null ? <Decision id={id} /> : null}
      </span>
    </Card>
  );
}

function Decision({ id }: { readonly id: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['meetings', 'proposals'] });
  const draft = useMutation({
    mutationFn: () => catalogueApi.draft(id),
    onSuccess: ({ changeId }) => void navigate(`/rules/changes/${encodeURIComponent(changeId)}`),
  });
  const leave = useMutation({ mutationFn: () => catalogueApi.withdraw(id), onSuccess: again });
  return (
    <>
      <Button type="primary" loading={draft.isPending} onClick={() => draft.mutate()}>
        {t('proposals.draft')}
      </Button>
      <Popconfirm
        title={t('proposals.leaveSure')}
        okText={t('proposals.leave')}
        onConfirm={() => leave.mutate()}
      >
        <Button loading={leave.isPending}>{t('proposals.leave')}</Button>
      </Popconfirm>
      <ProblemAlert error={draft.error ?? leave.error} />
    </>
  );
}
