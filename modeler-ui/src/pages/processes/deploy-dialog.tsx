import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { problemOf, processApi, type FieldProblem } from '../../api/index.ts';
import { ProblemAlert } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';

interface DeployDialogProps {
  readonly open: boolean;
  readonly processId: string;
  readonly readXml: () => Promise<string>;
  readonly onClose: () => void;
  readonly onDeployed: (version: number, xml: string) => void;
  readonly onRefused: (problems: readonly FieldProblem[]) => void;
}

/** Asks why, then deploys. A refusal with named elements goes back to the diagram. */
export function DeployDialog({
  open,
  processId,
  readXml,
  onClose,
  onDeployed,
  onRefused,
}: DeployDialogProps) {
  const { t } = useWords();
  const [form] = Form.useForm<{ reason: string }>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  const deploy = async ({ reason }: { reason: string }): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      const xml = await readXml();
      const { version } = await processApi.deploy(processId, xml, reason.trim());
      form.resetFields();
      onDeployed(version, xml);
    } catch (error) {
      const { code, errors = [] } = problemOf(error);
      if (code === 'DEPLOYMENT_REFUSED' && errors.length > 0) onRefused(errors);
      else setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal
      open={open}
      title={t('deploy.title')}
      okText={t('deploy.ok')}
      cancelText={t('deploy.cancel')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={() => {
        setFailure(undefined);
        onClose();
      }}
    >
      <p>{t('deploy.text')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => void deploy(values)}>
        <Form.Item
          name="reason"
          label={t('deploy.reason')}
          rules={[{ required: true, whitespace: true, message: t('deploy.needReason') }]}
        >
          <Input.TextArea
            autoFocus
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            placeholder={t('deploy.reasonHint')}
          />
        </Form.Item>
      </Form>
      <ProblemAlert error={failure} withFields />
    </Modal>
  );
}
