import { DownOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useNavigate } from 'react-router-dom';
import { problemOf, type Person } from '../api/index.ts';
import { clearDrafts, problemSentence } from '../components/index.ts';
import { useWords } from '../i18n/index.ts';
import { useSession } from '../session/index.ts';

export function UserMenu({ person }: { readonly person: Person }) {
  const words = useWords();
  const { t, word } = words;
  const { signOut } = useSession();
  const { message } = App.useApp();
  const navigate = useNavigate();

  const leave = async (): Promise<void> => {
    try {
      await signOut();
      clearDrafts();
      await navigate('/sign-in', { replace: true });
    } catch (error) {
      message.error(problemSentence(problemOf(error), words));
    }
  };

  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'who',
            type: 'group',
            label: `${person.username} · ${person.roles.map((role) => word('role', role)).join('、')}`,
          },
          { key: 'sign-out', icon: <LogoutOutlined />, label: t('session.signOut') },
        ],
        onClick: ({ key }) => {
          if (key === 'sign-out') void leave();
        },
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={t('session.menu', { name: person.name })}>
        <span className="user-name">{person.name}</span>
        <DownOutlined className="tiny" aria-hidden />
      </Button>
    </Dropdown>
  );
}
