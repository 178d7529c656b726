import { Button, Card, Checkbox, DatePicker, Input, Popconfirm } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { ruleChangeApi, type RuleChange } from '../../../api/index.ts';
import { ProblemAlert, shanghaiTime } from '../../../components/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { mayApproveRules, mayChangeRules, useSession } from '../../../session/index.ts';
import type { Draft } from './use-draft.ts';

interface ChangeActionsProps {
  readonly change: RuleChange;
  readonly draft: Draft;
  readonly onDone: () => void;
}

/** What this person can do with the change as it stands: hand in, decide, put into force, take back. */
export function ChangeActions({ change, draft, onDone }: ChangeActionsProps) {
  const { t } = useWords();
  const { person } = useSession();
  const navigate = useNavigate();
  const [note, setNote] = useState('');
  const [moment, setMoment] = useState<Dayjs | null>(null);
  const [applyToOpen, setApplyToOpen] = useState(true);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  if (person === undefined) return null;
  const admin = mayChangeRules(person);
  const approver = mayApproveRules(person) && person.username !== change.author;
  const act = async (deed: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await draft.flush();
      await deed();
      setNote('');
      onDone();
    } catch (error) {
      setFailure(error);
      onDone();
    } finally {
      setBusy(false);
    }
  };
  const noteField = (label: string) => (
    <Input.TextArea
      aria-label={label}
      placeholder={label}
      autoSize={{ minRows: 1, maxRows: 5 }}
      maxLength={500}
      value={note}
      onChange={(event) => setNote(event.target.value)}
    />
  );
  const { id, state } = change;
  const open = state === 'draft' || state === 'refused';
  const withdraw = (
    <Popconfirm
      title={t('rules.withdrawSure')}
      onConfirm={() => void act(() => ruleChangeApi.withdraw(id)).then(() => navigate('/rules'))}
    >
      <Button danger disabled={busy}>
        {t('rules.withdraw')}
      </Button>
    </Popconfirm>
  );
  return (
    <Card size="small" title={t('rules.next')}>
      <div className="stack">
        <ProblemAlert error={failure} withFields />
        {open && admin ? (
          <>
            <p className="soft">{t('rules.submitHint')}</p>
            {noteField(t('rules.note'))}
            <div className="row">
              <Button
                type="primary"
                loading={busy}
                disabled={change.files.length === 0}
                onClick={() => void act(() => ruleChangeApi.submit(id, draft.revision(), note))}
              >
                {t('rules.submit')}
              </Button>
              {withdraw}
            </div>
          </>
        ) : null}
        {state === 'submitted' ? (
          approver ? (
            <>
              <p className="soft">{t('rules.decideHint')}</p>
              {noteField(t('rules.note'))}
              <div className="row">
                <Button
                  type="primary"
                  loading={busy}
                  onClick={() => void act(() => ruleChangeApi.decide(id, 'approve', change.revision, note))}
                >
                  {t('rules.approve')}
                </Button>
                <Button
                  danger
                  disabled={busy || note.trim() === ''}
                  onClick={() => void act(() => ruleChangeApi.decide(id, 'refuse', change.revision, note))}
                >
                  {t('rules.refuse')}
                </Button>
              </div>
              {note.trim() === '' ? <p className="soft">{t('rules.refuseNeedsNote')}</p> : null}
            </>
          ) : (
            <>
              <p>{t('rules.waitsForApproval')}</p>
              {admin ? withdraw : null}
            </>
          )
        ) : null}
        {state === 'approved' && admin ? (
          <>
            <DatePicker
              showTime={{ format: 'HH:mm' }}
              format="YYYY-MM-DD HH:mm"
              aria-label={t('rules.effectiveAt')}
              placeholder={t('rules.effectiveAt')}
              value={moment}
              onChange={(next: Dayjs | null) => setMoment(next)}
            />
            <p className="soft">{t('rules.effectiveHint')}</p>
            <Button
              type="primary"
              loading={busy}
              onClick={() =>
                void act(() =>
                  // the moment is meant in Shanghai, wherever the browser is
                  ruleChangeApi.publish(
                    id,
                    moment === null ? undefined : `${moment.format('YYYY-MM-DDTHH:mm')}:00+08:00`,
                  ),
                )
              }
            >
              {t(moment === null ? 'rules.publish' : 'rules.publishAt')}
            </Button>
          </>
        ) : null}
        {state === 'approved' && !admin ? <p>{t('rules.waitsForPublication')}</p> : null}
        {state === 'scheduled' ? (
          <>
            <p>
              {t('rules.scheduledFor', {
                at:
                  change.effectiveAt == null
                    ? ''
                    : shanghaiTime(change.effectiveAt).format('YYYY-MM-DD HH:mm'),
              })}
            </p>
            {admin ? withdraw : null}
          </>
        ) : null}
        {state === 'published' && admin ? (
          <>
            {noteField(t('rules.rollBackReason'))}
            <Checkbox checked={applyToOpen} onChange={(event) => setApplyToOpen(event.target.checked)}>
              {t('rules.rollBackOpen')}
            </Checkbox>
            <Popconfirm
              title={t('rules.rollBackSure')}
              onConfirm={() => void act(() => ruleChangeApi.rollBack(id, note.trim(), applyToOpen))}
            >
              <Button danger loading={busy} disabled={note.trim() === ''}>
                {t('rules.rollBack')}
              </Button>
            </Popconfirm>
          </>
        ) : null}
        {state === 'withdrawn' || state === 'rolled-back' || (state === 'published' && !admin) ? (
          <p className="soft">{t('rules.nothingToDo')}</p>
        ) : null}
      </div>
    </Card>
  );
}
