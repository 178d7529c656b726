import {
  ApartmentOutlined,
  BarChartOutlined,
  CarryOutOutlined,
  FileSearchOutlined,
  PhoneOutlined,
  SlidersOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { Menu } from 'antd';
import { Link, useLocation } from 'react-router-dom';
import type { Person } from '../api/index.ts';
import { useWords } from '../i18n/index.ts';
import { attendsMeetings, isOfHotline, mayTakeCalls, readsRules } from '../session/index.ts';

export function Brand() {
  const { t } = useWords();
  return (
    <Link to="/" className="brand">
      <img src="/favicon.svg" alt="" width={26} height={26} />
      <span>
        <strong>{t('app.short')}</strong>
        <span className="brand-line">{t('app.line')}</span>
      </span>
    </Link>
  );
}

interface SideNavProps {
  readonly person: Person;
  readonly onPick?: () => void;
}

/** The pages that a person's role has a use for. */
export function SideNav({ person, onPick }: SideNavProps) {
  const { t } = useWords();
  const { pathname } = useLocation();
  const pages = [
    ...(mayTakeCalls(person) ? [{ path: '/intake', text: t('nav.intake'), icon: <PhoneOutlined /> }] : []),
    { path: '/tasks', text: t('nav.tasks'), icon: <CarryOutOutlined /> },
    { path: '/orders', text: t('nav.orders'), icon: <FileSearchOutlined /> },
    ...(attendsMeetings(person)
      ? [{ path: '/meetings', text: t('nav.meetings'), icon: <TeamOutlined /> }]
      : []),
    ...(isOfHotline(person)
      ? [{ path: '/reports', text: t('nav.reports'), icon: <BarChartOutlined /> }]
      : []),
    ...(readsRules(person) ? [{ path: '/rules', text: t('nav.rules'), icon: <SlidersOutlined /> }] : []),
    { path: '/processes', text: t('nav.processes'), icon: <ApartmentOutlined /> },
  ];
  return (
    <nav aria-label={t('nav.label')}>
      <Menu
        mode="inline"
        selectedKeys={pages.filter((page) => pathname.startsWith(page.path)).map((page) => page.path)}
        items={pages.map((page) => ({
          key: page.path,
          icon: page.icon,
          label: <Link to={page.path}>{page.text}</Link>,
        }))}
        {...(onPick === undefined ? {} : { onClick: onPick })}
      />
    </nav>
  );
}
