import { MenuOutlined } from '@ant-design/icons';
import { Button, Drawer, Grid, Layout, Skeleton } from 'antd';
import { Suspense, useState } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router-dom';
import { ClockProvider } from '../clock/index.ts';
import { EmptyState } from '../components/index.ts';
import { useWords } from '../i18n/index.ts';
import { LiveProvider } from '../live/index.ts';
import { NoticeBell } from '../notices/index.ts';
import { homeOf, useSession } from '../session/index.ts';
import { ClockBanner } from './clock-banner.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { LiveMark } from './live-mark.tsx';
import { Brand, SideNav } from './side-nav.tsx';
import { UserMenu } from './user-menu.tsx';

/** Sends a person to where their day begins. */
export function Home() {
  const { person } = useSession();
  return person === undefined ? null : <Navigate to={homeOf(person)} replace />;
}

function Unreachable() {
  const { t } = useWords();
  return (
    <main className="centered">
      <EmptyState
        title={t('problem.NETWORK')}
        action={<Button onClick={() => location.reload()}>{t('action.retry')}</Button>}
      />
    </main>
  );
}

/** The frame of every page behind the sign-in; keeps the place a signed-out person wanted to see. */
export function Desk() {
  const { person, loading, unreachable } = useSession();
  const location = useLocation();
  if (loading) {
    return (
      <main className="centered">
        <Skeleton active paragraph={{ rows: 6 }} />
      </main>
    );
  }
  if (unreachable) return <Unreachable />;
  if (person === undefined) {
    return <Navigate to="/sign-in" replace state={{ from: `${location.pathname}${location.search}` }} />;
  }
  return (
    <LiveProvider>
      <ClockProvider>
        <Frame />
      </ClockProvider>
    </LiveProvider>
  );
}

function Frame() {
  const { t } = useWords();
  const { person } = useSession();
  const screens = Grid.useBreakpoint();
  const [navOpen, setNavOpen] = useState(false);
  // Before the first measurement the wide frame is drawn, so that a desktop does not flash the phone's.
  const wide = screens.lg ?? true;
  if (person === undefined) return null;
  return (
    <Layout className="frame">
      <a className="skip-link" href="#content">
        {t('nav.skip')}
      </a>
      {wide ? (
        <Layout.Sider width={200} className="sider">
          <Brand />
          <SideNav person={person} />
        </Layout.Sider>
      ) : (
        <Drawer
          placement="left"
          size={260}
          open={navOpen}
          onClose={() => setNavOpen(false)}
          title={<Brand />}
          styles={{ body: { padding: 8 } }}
        >
          <SideNav person={person} onPick={() => setNavOpen(false)} />
        </Drawer>
      )}
      <Layout>
        <Layout.Header className="topbar">
          {wide ? null : (
            <>
              <Button
                type="text"
                icon={<MenuOutlined />}
                aria-label={t('nav.open')}
                onClick={() => setNavOpen(true)}
              />
              <Brand />
            </>
          )}
          <span className="spring" />
          <LiveMark />
          <NoticeBell />
          <LanguageSwitch />
          <UserMenu person={person} />
        </Layout.Header>
        <ClockBanner />
        <Layout.Content id="content" className="content" tabIndex={-1}>
          <Suspense fallback={<Skeleton active />}>
            <Outlet />
          </Suspense>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
