import { useQueryClient } from '@tanstack/react-query';
import { DatePicker, Form, Input, Modal } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { meetingApi, type Meeting } from '../../api/index.ts';
import { ProblemAlert, shanghaiTime } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';

interface MoveDialogProps {
  readonly meeting: Meeting;
  readonly onClose: () => void;
}

interface Fields {
  readonly startsAt: Dayjs;
  readonly reason: string;
}

/** Asks when a meeting is held instead, and why. */
export function MoveDialog({ meeting, onClose }: MoveDialogProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const move = async ({ startsAt, reason }: Fields): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      // the moment is meant in Shanghai, wherever the browser is
      await meetingApi.move(meeting.id, `${startsAt.format('YYYY-MM-DDTHH:mm')}:00+08:00`, reason.trim());
      await client.invalidateQueries({ queryKey: ['meetings'] });
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('meetings.moveTitle')}
      okText={t('meetings.move')}
      cancelText={t('deploy.cancel')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ startsAt: shanghaiTime(meeting.startsAt) }}
        onFinish={(values) => void move(values)}
      >
        <Form.Item
          name="startsAt"
          label={t('meetings.startsAt')}
          rules={[{ required: true, message: t('meetings.needTime') }]}
        >
          <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" allowClear={false} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('meetings.moveReason')}
          rules={[{ required: true, whitespace: true, min: 5, message: t('meetings.needReason') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
      </Form>
      <p className="soft">{t('meetings.moveHint')}</p>
      <ProblemAlert error={failure} withFields />
    </Modal>
  );
}
