import { Tabs } from 'antd';
import { useSearchParams } from 'react-router-dom';
import { Page } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { Disputes } from './disputes.tsx';
import { Meetings } from './meetings.tsx';
import { Precedents } from './precedents.tsx';
import { Proposals } from './proposals.tsx';

const TABS = ['disputes', 'meetings', 'precedents', 'proposals'] as const;

/** 联席会议: disputes on responsibility, the meetings that rule on them, and the rulings to look up. */
export function MeetingsPage() {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  const tab = TABS.find((known) => known === params.get('tab')) ?? 'disputes';
  const content = {
    disputes: <Disputes />,
    meetings: <Meetings />,
    precedents: <Precedents />,
    proposals: <Proposals />,
  };
  return (
    <Page title={t('meetings.title')} lead={t('meetings.lead')}>
      <Tabs
        activeKey={tab}
        onChange={(next) => setParams({ tab: next }, { replace: true })}
        destroyOnHidden
        items={TABS.map((key) => ({ key, label: t(`meetings.tab.${key}`), children: content[key] }))}
      />
    </Page>
  );
}
