import { LockOutlined, UserOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import { Navigate, useLocation } from 'react-router-dom';
import { problemOf } from '../../api/index.ts';
import { problemSentence } from '../../components/index.ts';
import { LanguageSwitch } from '../../desk/language-switch.tsx';
import { useWords } from '../../i18n/index.ts';
import { homeOf, useSession } from '../../session/index.ts';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The place a person was sent here from; only a path of this app, never another site. */
function cameFrom(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null || !('from' in state)) return undefined;
  const from: unknown = state.from;
  return typeof from === 'string' && /^\/(?!\/)/.test(from) && from !== '/' ? from : undefined;
}

export function SignInPage() {
  const words = useWords();
  const { t } = words;
  const { person, signIn } = useSession();
  const state: unknown = useLocation().state;
  const [form] = Form.useForm<Credentials>();
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    document.title = `${t('session.signIn')} · ${t('app.name')}`;
  }, [t]);

  if (person !== undefined) return <Navigate to={cameFrom(state) ?? homeOf(person)} replace />;

  const submit = async ({ username, password }: Credentials): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await signIn(username.trim(), password);
    } catch (error) {
      const problem = problemOf(error);
      setFault(problem.code === 'HTTP_401' ? t('session.wrong') : problemSentence(problem, words));
      form.setFieldValue('password', '');
      form.focusField('password');
      setBusy(false);
    }
  };

  return (
    <main className="sign-in">
      <section className="sign-in-card">
        <header className="sign-in-brand">
          <img src="/favicon.svg" alt="" width={44} height={44} />
          <h1>{t('app.name')}</h1>
          <p className="soft">{t('app.motto')}</p>
        </header>
        {fault === undefined ? null : <Alert type="error" showIcon role="alert" title={fault} />}
        <Form
          form={form}
          layout="vertical"
          size="large"
          requiredMark={false}
          onFinish={(values) => void submit(values)}
        >
          <Form.Item
            name="username"
            label={t('session.username')}
            rules={[{ required: true, message: t('session.usernameRequired') }]}
          >
            <Input autoFocus autoComplete="username" prefix={<UserOutlined aria-hidden />} />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('session.password')}
            rules={[{ required: true, message: t('session.passwordRequired') }]}
          >
            <Input.Password autoComplete="current-password" prefix={<LockOutlined aria-hidden />} />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={busy}>
            {t('session.signIn')}
          </Button>
        </Form>
        <footer className="sign-in-foot">
          <span className="soft">{t('session.audited')}</span>
          <LanguageSwitch />
        </footer>
      </section>
    </main>
  );
}
