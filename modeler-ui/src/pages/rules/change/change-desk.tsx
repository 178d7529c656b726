import { useQueryClient } from '@tanstack/react-query';
import { App, Select, Tabs } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { problemOf, ruleApi, ruleChangeApi, type Rule, type RuleChange } from '../../../api/index.ts';
import { EmptyState, ProblemAlert } from '../../../components/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { mayChangeRules, useSession } from '../../../session/index.ts';
import { RuleEditor } from '../rule-editor.tsx';
import { ApplyCard } from './apply-card.tsx';
import { ChangeActions } from './change-actions.tsx';
import { CheckCard } from './check-card.tsx';
import { HistoryCard } from './history-card.tsx';
import { ImportButton } from './import-button.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { ReplayCard } from './replay-card.tsx';
import { useDraft } from './use-draft.ts';
import { WhatIfCard } from './what-if-card.tsx';
import { WordsCard } from './words-card.tsx';

interface ChangeDeskProps {
  readonly change: RuleChange;
  readonly rules: readonly Rule[];
}

/** The files of a change in their editors, and beside them what was found, what it means, and what can be done. */
export function ChangeDesk({ change, rules }: ChangeDeskProps) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const { person } = useSession();
  const client = useQueryClient();
  const [params, setParams] = useSearchParams();
  const [failure, setFailure] = useState<unknown>();
  const draft = useDraft(change);
  const admin = person !== undefined && mayChangeRules(person);
  const editable = admin && (change.state === 'draft' || change.state === 'refused');
  const ruleOf = (ruleId: string): Rule | undefined => rules.find(({ id }) => id === ruleId);
  const nameOf = (ruleId: string): string => {
    const rule = ruleOf(ruleId);
    return rule === undefined ? ruleId : language === 'zh' ? rule.zh : rule.en;
  };
  const reload = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['rule-changes'] });
    await client.invalidateQueries({ queryKey: ['rules'] });
  };
  const shown = change.files.find(({ ruleId }) => ruleId === params.get('file')) ?? change.files[0];
  const show = (ruleId: string): void => setParams({ file: ruleId }, { replace: true });
  const addFile = async (ruleId: string): Promise<void> => {
    setFailure(undefined);
    try {
      await draft.flush();
      const { content } = await ruleApi.text(ruleId);
      await ruleChangeApi.save(change.id, ruleId, content, draft.revision());
      await reload();
      show(ruleId);
    } catch (error) {
      setFailure(error);
    }
  };
  const leaveOut = async (ruleId: string): Promise<void> => {
    setFailure(undefined);
    try {
      await draft.flush();
      await ruleChangeApi.leaveOut(change.id, ruleId);
      await reload();
      void message.info(t('rules.leftOut', { file: nameOf(ruleId) }));
    } catch (error) {
      setFailure(error);
    }
  };
  const wanted = params.get('file');
  const missing = rules.filter(({ id }) => !change.files.some(({ ruleId }) => ruleId === id));
  return (
    <div className="change-grid">
      <div className="stack">
        <ProblemAlert error={failure ?? draft.failure} withFields />
        {editable ? (
          <div className="row">
            <Select
              className="rule-picker"
              style={{ minWidth: 240 }}
              aria-label={t('rules.addFile')}
              placeholder={t('rules.addFile')}
              showSearch={{ optionFilterProp: 'label' }}
              value={null}
              options={missing.map(({ id }) => ({ value: id, label: nameOf(id) }))}
              onChange={(ruleId: string) => void addFile(ruleId)}
            />
            <ImportButton change={change} revision={draft.revision} onDone={() => void reload()} />
            <span className="spring" />
            <span className="soft" role="status">
              {t(draft.saving ? 'rules.saving' : draft.unsaved ? 'rules.unsaved' : 'rules.saved')}
            </span>
          </div>
        ) : null}
        {change.files.length === 0 ? (
          <EmptyState
            title={t('rules.noFiles')}
            hint={t(editable ? 'rules.noFilesHint' : 'rules.noChangesHint')}
            {...(editable && wanted !== null && ruleOf(wanted) !== undefined
              ? {
                  action: (
                    <a role="button" tabIndex={0} onClick={() => void addFile(wanted)}>
                      {t('rules.addThis', { file: nameOf(wanted) })}
                    </a>
                  ),
                }
              : {})}
          />
        ) : (
          <Tabs
            type={editable ? 'editable-card' : 'card'}
            hideAdd
            activeKey={shown?.ruleId ?? ''}
            onChange={show}
            onEdit={(key, action) => {
              if (action === 'remove' && typeof key === 'string') void leaveOut(key);
            }}
            items={change.files.map(({ ruleId, baseNumber }) => ({
              key: ruleId,
              label: nameOf(ruleId),
              children: (
                <RuleEditor
                  ruleId={ruleId}
                  format={ruleOf(ruleId)?.format ?? 'yaml'}
                  value={draft.textOf(ruleId)}
                  revision={`${change.id}/${ruleId}/${baseNumber}/${String(draft.conflict?.ruleId === ruleId)}`}
                  readOnly={!editable}
                  problems={(change.check?.problems ?? []).filter((problem) => problem.ruleId === ruleId)}
                  onChange={(text) => draft.edit(ruleId, text)}
                />
              ),
            }))}
          />
        )}
        <ReplayCard change={change} mayRun={admin} onDone={() => void reload()} />
        <ApplyCard change={change} mayRun={admin} />
      </div>
      <aside className="change-side">
        <ChangeActions change={change} draft={draft} onDone={() => void reload()} />
        <CheckCard
          change={change}
          nameOf={nameOf}
          beforeCheck={draft.flush}
          onShow={show}
          onDone={() => void reload()}
        />
        <WordsCard change={change} nameOf={nameOf} />
        <WhatIfCard change={change} />
        <HistoryCard change={change} />
      </aside>
      <MergeDialog
        conflict={draft.conflict}
        onSettle={(text) => void draft.settle(text).catch((error: unknown) => setFailure(problemOf(error)))}
      />
    </div>
  );
}
