import { Alert, App, Button, Form } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { fieldText, orderApi, problemOf } from '../../api/index.ts';
import { draftStore, Page, ProblemAlert } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useSession } from '../../session/index.ts';
import { CallerFields } from './caller-fields.tsx';
import {
  emptyIntake,
  formField,
  fromStored,
  isTyped,
  toOrder,
  toStored,
  type IntakeValues,
  type StoredIntake,
} from './draft.ts';
import { JudgementFields } from './judgement-fields.tsx';
import { RequestFields } from './request-fields.tsx';
import { Taken } from './taken.tsx';

/** The call taker's desk: call after call, each with a form of its own. */
export function IntakePage() {
  const [call, setCall] = useState(0);
  const [taken, setTaken] = useState<string>();
  const next = useCallback(() => {
    setTaken(undefined);
    setCall((count) => count + 1);
  }, []);
  return taken === undefined ? (
    <IntakeForm key={call} onTaken={setTaken} onDiscard={next} />
  ) : (
    <Taken orderNo={taken} onNext={next} />
  );
}

interface IntakeFormProps {
  readonly onTaken: (orderNo: string) => void;
  readonly onDiscard: () => void;
}

/** One call: a form in the order of a conversation, kept in this browser until the server has it. */
function IntakeForm({ onTaken, onDiscard }: IntakeFormProps) {
  const { t, language } = useWords();
  const { person } = useSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<IntakeValues>();
  const store = useMemo(
    () => draftStore<StoredIntake>(`intake.${person?.username ?? ''}`),
    [person?.username],
  );
  const [stored] = useState(() => store.read());
  const [draftKey, setDraftKey] = useState(() => stored?.key ?? crypto.randomUUID());
  const sending = useRef(false);
  const [busy, setBusy] = useState(false);
  const [restored, setRestored] = useState(stored !== undefined);
  const [placed, setPlaced] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  // The key of this draft already stands for an order with other words: its answer got lost on the way here.
  const conflict = failure !== undefined && problemOf(failure).code === 'CONFLICT';

  const discard = (): void => {
    store.clear();
    onDiscard();
  };

  const keep = (values: IntakeValues): void => {
    if (isTyped(values)) store.write(toStored(draftKey, values));
    else store.clear();
  };

  const showFaults = (error: unknown): void => {
    const problem = problemOf(error);
    const known = Object.keys(form.getFieldsValue(true) as IntakeValues);
    const faults = (problem.errors ?? []).flatMap((fault) =>
      fault.field === undefined
        ? []
        : [{ name: formField(fault.field), errors: [fieldText(fault, language)] }],
    );
    const onFields = faults.filter(
      (fault) => known.includes(fault.name) || form.getFieldInstance(fault.name) != null,
    );
    form.setFields(onFields as Parameters<typeof form.setFields>[0]);
    const [first] = onFields;
    setPlaced(first !== undefined);
    if (first !== undefined) form.scrollToField(first.name, { block: 'center', focus: true });
    setFailure(error);
  };

  const submit = async (values: IntakeValues): Promise<void> => {
    // State is too late for a second click in the same frame, hence the ref; the key covers a lost answer.
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setFailure(undefined);
    try {
      const { orderNo } = await orderApi.create(toOrder(values), draftKey);
      store.clear();
      onTaken(orderNo);
    } catch (error) {
      showFaults(error);
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      form.submit();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [form]);

  return (
    <Page title={t('intake.title')} lead={t('intake.lead')}>
      {restored ? (
        <Alert
          type="info"
          showIcon
          closable={{ onClose: () => setRestored(false) }}
          title={t('intake.restored')}
          action={
            <Button size="small" onClick={discard}>
              {t('intake.discard')}
            </Button>
          }
        />
      ) : null}
      {conflict ? (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={t('intake.conflict')}
          description={t('intake.conflictText')}
          action={
            <Button
              size="small"
              onClick={() => {
                setDraftKey(crypto.randomUUID());
                setFailure(undefined);
              }}
            >
              {t('intake.conflictNew')}
            </Button>
          }
        />
      ) : (
        <ProblemAlert error={failure} reveal={!placed} />
      )}
      <Form<IntakeValues>
        form={form}
        layout="vertical"
        className="intake"
        initialValues={stored === undefined ? emptyIntake() : fromStored(stored)}
        scrollToFirstError={{ block: 'center', focus: true }}
        onValuesChange={(_, values) => keep(values)}
        onFinish={(values) => void submit(values)}
        onFinishFailed={() => void message.warning(t('intake.incomplete'))}
      >
        <CallerFields />
        <RequestFields />
        <JudgementFields />
        <div className="form-bar">
          <span className="soft keys-hint">{t('intake.keys')}</span>
          <Button onClick={discard}>{t('intake.clear')}</Button>
          <Button type="primary" htmlType="submit" size="large" loading={busy}>
            {t('intake.submit')}
          </Button>
        </div>
      </Form>
    </Page>
  );
}
