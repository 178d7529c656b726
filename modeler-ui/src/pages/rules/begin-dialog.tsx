import { useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { ruleChangeApi } from '../../api/index.ts';
import { ProblemAlert } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';

interface BeginDialogProps {
  readonly open: boolean;
  /** File that the change begins with. */
  readonly ruleId?: string;
  readonly onClose: () => void;
}

/** Asks what is to be changed and why, and opens the workbench of the new change. */
export function BeginDialog({ open, ruleId, onClose }: BeginDialogProps) {
  const { t } = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [form] = Form.useForm<{ title: string; reason: string }>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const begin = async ({ title, reason }: { title: string; reason: string }): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      const { id } = await ruleChangeApi.begin(title.trim(), reason.trim());
      await client.invalidateQueries({ queryKey: ['rule-changes'] });
      const file = ruleId === undefined ? '' : `?file=${encodeURIComponent(ruleId)}`;
      await navigate(`/rules/changes/${encodeURIComponent(id)}${file}`);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={open}
      title={t('rules.begin')}
      okText={t('rules.beginOk')}
      cancelText={t('deploy.cancel')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={(values) => void begin(values)}>
        <Form.Item
          name="title"
          label={t('rules.changeTitle')}
          rules={[{ required: true, whitespace: true, message: t('rules.needTitle') }]}
        >
          <Input autoFocus maxLength={120} placeholder={t('rules.titleHint')} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('rules.reason')}
          rules={[{ required: true, whitespace: true, message: t('deploy.needReason') }]}
        >
          <Input.TextArea
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            placeholder={t('rules.reasonHint')}
          />
        </Form.Item>
      </Form>
      <ProblemAlert error={failure} withFields />
    </Modal>
  );
}
