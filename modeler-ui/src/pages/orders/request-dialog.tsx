import { useQueryClient } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { orderApi, problemOf, type PossibleRequest, type Values } from '../../api/index.ts';
import { draftStore, ProblemAlert } from '../../components/index.ts';
import {
  answersOf,
  faultsByPath,
  TaskForm,
  unplacedFaults,
  type Faults,
  type TaskFormHandle,
} from '../../form/index.ts';
import { useWords } from '../../i18n/index.ts';

interface RequestDialogProps {
  readonly orderNo: string;
  readonly request: PossibleRequest;
  readonly idempotencyKey: string;
  readonly onClose: () => void;
}

/** A request in its own form. What is typed stays in this browser until the server has it. */
export default function RequestDialog({ orderNo, request, idempotencyKey, onClose }: RequestDialogProps) {
  const { t, word, language } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { type, form, data } = request;
  const store = useMemo(() => draftStore<Values>(`request.${orderNo}.${type}`), [orderNo, type]);
  const [start] = useState(() => ({ ...data, ...store.read() }));
  const handle = useRef<TaskFormHandle>(null);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [faults, setFaults] = useState<Faults>({});
  const kind = word('requestType', type);

  const send = async (): Promise<void> => {
    const values = handle.current?.submit();
    if (values === undefined) return void message.warning(t('form.incomplete'));
    setSending(true);
    setFailure(undefined);
    setFaults({});
    try {
      await orderApi.ask(orderNo, type, answersOf(values, form), idempotencyKey);
      store.clear();
      void message.success(t('requests.sent', { kind }));
      void client.invalidateQueries({ queryKey: ['order', orderNo] });
      onClose();
    } catch (error) {
      setFaults(faultsByPath(problemOf(error), language));
      setFailure(error);
    } finally {
      setSending(false);
    }
  };

  return (
    <Modal
      open
      title={t('requests.of', { kind })}
      width={640}
      okText={t('requests.send')}
      cancelText={t('requests.cancel')}
      confirmLoading={sending}
      onOk={() => void send()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <ProblemAlert error={failure} faults={unplacedFaults(faults, form.components)} />
      <TaskForm
        ref={handle}
        schema={form}
        data={start}
        readOnly={false}
        faults={faults}
        onChange={(values) => store.write(answersOf(values, form))}
      />
    </Modal>
  );
}
