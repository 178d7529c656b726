import { MoreOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { orderApi, problemOf, type Person } from '../../api/index.ts';
import { ProblemAlert, problemSentence } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { mayRecuseOthers } from '../../session/index.ts';

/** 回避: oneself, or for a supervisor anybody; both are asked for again, since there is no way back. */
export function RecusalMenu({ orderNo, person }: { readonly orderNo: string; readonly person: Person }) {
  const words = useWords();
  const { t } = words;
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const [naming, setNaming] = useState(false);

  const done = (): void => {
    void message.success(t('recusal.done'));
    void client.invalidateQueries({ queryKey: ['order', orderNo] });
    void client.invalidateQueries({ queryKey: ['tasks'] });
  };

  const askMyself = (): void => {
    modal.confirm({
      title: t('recusal.selfTitle'),
      content: t('recusal.text'),
      okText: t('recusal.self'),
      cancelText: t('requests.cancel'),
      onOk: async () => {
        try {
          await orderApi.recuse(orderNo, person.username);
          done();
        } catch (error) {
          void message.error(problemSentence(problemOf(error), words));
        }
      },
    });
  };

  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'self', label: t('recusal.self') },
            ...(mayRecuseOthers(person) ? [{ key: 'other', label: t('recusal.other') }] : []),
          ],
          onClick: ({ key }) => {
            if (key === 'self') askMyself();
            else setNaming(true);
          },
        }}
      >
        <Button icon={<MoreOutlined />} aria-label={t('recusal.menu')} aria-haspopup="menu" />
      </Dropdown>
      {naming ? <Naming orderNo={orderNo} onClose={() => setNaming(false)} onDone={done} /> : null}
    </>
  );
}

interface NamingProps {
  readonly orderNo: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function Naming({ orderNo, onClose, onDone }: NamingProps) {
  const { t } = useWords();
  const [form] = Form.useForm<{ username: string }>();
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  const send = async (username: string): Promise<void> => {
    setSending(true);
    setFailure(undefined);
    try {
      await orderApi.recuse(orderNo, username.trim());
      onDone();
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setSending(false);
    }
  };

  return (
    <Modal
      open
      title={t('recusal.other')}
      okText={t('recusal.ok')}
      cancelText={t('requests.cancel')}
      confirmLoading={sending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={({ username }) => void send(username)}>
        <p className="below">{t('recusal.text')}</p>
        <Form.Item
          name="username"
          label={t('session.username')}
          rules={[{ required: true, whitespace: true, message: t('session.usernameRequired') }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <ProblemAlert error={failure} />
      </Form>
    </Modal>
  );
}
