import { UploadOutlined } from '@ant-design/icons';
import { Alert, Button, Input, Modal, Segmented, Upload } from 'antd';
import { useState } from 'react';
import {
  ruleCalendarApi,
  type CalendarImport,
  type ImportKind,
  type ImportNote,
} from '../../../api/index.ts';
import { ProblemAlert } from '../../../components/index.ts';
import { useWords } from '../../../i18n/index.ts';

interface ImportDialogProps {
  readonly calendar: unknown;
  readonly onClose: () => void;
  readonly onAdopt: (imported: CalendarImport) => void;
}

const KINDS = ['notice', 'ics', 'json'] as const;

/** Reads a notice, an ICS calendar or a JSON of holidays, shows what it would change, and takes it over when asked. */
export function ImportDialog({ calendar, onClose, onAdopt }: ImportDialogProps) {
  const { t, word, language } = useWords();
  const [kind, setKind] = useState<ImportKind>('notice');
  const [text, setText] = useState('');
  const [found, setFound] = useState<CalendarImport>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const write = (next: string): void => {
    setText(next);
    setFound(undefined);
  };
  const preview = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    setFound(undefined);
    try {
      setFound(await ruleCalendarApi.import({ calendar, kind, text }));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const isGood = found !== undefined && found.errors.length === 0 && found.changes.length > 0;
  const line = (note: ImportNote): string =>
    note.line === undefined
      ? note[language]
      : `${t('calendarPage.line', { line: note.line })} ${note[language]}`;
  return (
    <Modal
      open
      width={720}
      title={t('calendarPage.import')}
      okText={t('calendarPage.adopt')}
      okButtonProps={{ disabled: !isGood }}
      cancelText={t('deploy.cancel')}
      onOk={() => {
        if (found !== undefined) onAdopt(found);
      }}
      onCancel={onClose}
    >
      <div className="stack">
        <Segmented
          aria-label={t('calendarPage.import')}
          value={kind}
          options={KINDS.map((value) => ({ value, label: word('importKind', value) }))}
          onChange={(next) => {
            setKind(next);
            setFound(undefined);
          }}
        />
        <Input.TextArea
          autoFocus
          aria-label={t('calendarPage.importText')}
          placeholder={word('importHint', kind)}
          autoSize={{ minRows: 8, maxRows: 16 }}
          value={text}
          onChange={(event) => write(event.target.value)}
        />
        <div className="row">
          <Upload
            accept=".txt,.ics,.json"
            showUploadList={false}
            beforeUpload={(file) => {
              if (file.name.endsWith('.ics')) setKind('ics');
              if (file.name.endsWith('.json')) setKind('json');
              void file.text().then(write);
              return false;
            }}
          >
            <Button icon={<UploadOutlined aria-hidden />}>{t('calendarPage.fromFile')}</Button>
          </Upload>
          <span className="spring" />
          <Button type="primary" disabled={text.trim() === ''} loading={busy} onClick={() => void preview()}>
            {t('calendarPage.preview')}
          </Button>
        </div>
        <ProblemAlert error={failure} />
        {found === undefined ? null : (
          <div className="stack" aria-live="polite">
            <Notes type="error" title={t('calendarPage.errors')} lines={found.errors.map(line)} />
            <Notes type="warning" title={t('calendarPage.warnings')} lines={found.warnings.map(line)} />
            {found.errors.length > 0 ? null : found.changes.length === 0 ? (
              <p className="soft">{t('calendarPage.nothingNew')}</p>
            ) : (
              <Notes
                type="info"
                title={t('calendarPage.wouldChange')}
                lines={found.changes.map((change) => change[language])}
              />
            )}
          </div>
        )}
      </div>
    </Modal>
  );
}

interface NotesProps {
  readonly type: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly lines: readonly string[];
}

/** A list of sentences under a title; nothing when there are none. */
export function Notes({ type, title, lines }: NotesProps) {
  if (lines.length === 0) return null;
  return (
    <Alert
      type={type}
      showIcon
      title={title}
      description={
        <ul className="rule-words">
          {lines.map((text, i) => (
            <li key={i}>{text}</li>
          ))}
        </ul>
      }
    />
  );
}
