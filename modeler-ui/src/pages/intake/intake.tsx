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

/** The call taker's desk: one form in the order of a conversation. */
export function IntakePage() {
  const { t, language } = useWords();
  const { person } = useSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<IntakeValues>();
  const store = useMemo(
    () => draftStore<StoredIntake>(`intake.${person?.username ?? ''}`),
    [person?.username],
  );
  const [stored] = useState(() => store.read());
  const draftKey = useRef(stored?.key ?? crypto.randomUUID());
  const sending = useRef(false);
  const [busy, setBusy] = useState(false);
  const [restored, setRestored] = useState(stored !== undefined);
  const [failure, setFailure] = useState<unknown>();
  const [taken, setTaken] = useState<string>();

  const begin = useCallback(() => {
    store.clear();
    draftKey.current = crypto.randomUUID();
    form.resetFields();
    form.setFieldsValue(emptyIntake());
    setRestored(false);
    setFailure(undefined);
    setTaken(undefined);
  }, [form, store]);

  const keep = (values: IntakeValues): void => {
    if (isTyped(values)) store.write(toStored(draftKey.current, values));
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
    const placed = faults.filter(
      (fault) => known.includes(fault.name) || form.getFieldInstance(fault.name) != null,
    );
    form.setFields(placed as Parameters<typeof form.setFields>[0]);
    const [first] = placed;
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
      const { orderNo } = await orderApi.create(toOrder(values), draftKey.current);
      store.clear();
      setTaken(orderNo);
    } catch (error) {
      showFaults(error);
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || taken !== undefined) return;
      event.preventDefault();
      form.submit();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [form, taken]);

  if (taken !== undefined) return <Taken orderNo={taken} onNext={begin} />;

  return (
    <Page title={t('intake.title')} lead={t('intake.lead')}>
      {restored ? (
        <Alert
          type="info"
          showIcon
          closable={{ onClose: () => setRestored(false) }}
          title={t('intake.restored')}
          action={
            <Button size="small" onClick={begin}>
              {t('intake.discard')}
            </Button>
          }
        />
      ) : null}
      <ProblemAlert error={failure} />
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
          <Button onClick={begin}>{t('intake.clear')}</Button>
          <Button type="primary" htmlType="submit" size="large" loading={busy}>
            {t('intake.submit')}
          </Button>
        </div>
      </Form>
    </Page>
  );
}
