import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { RouterProvider } from 'react-router-dom';
import { problemOf } from './api/index.ts';
import { useWords } from './i18n/index.ts';
import { router } from './routes.tsx';
import { SessionProvider } from './session/index.ts';
import { theme } from './theme.ts';

/** Only what may heal by itself is asked again: no answer at all, or a server that is just starting. */
function mayHeal(failures: number, error: unknown): boolean {
  const { status } = problemOf(error);
  return failures < 2 && (status === 0 || status >= 502);
}

const client = new QueryClient({
  defaultOptions: { queries: { retry: mayHeal, staleTime: 5_000, refetchOnWindowFocus: true } },
});

/** The web app: theme, languages, data and session around its routes. */
export function App() {
  const { language } = useWords();
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
    >
      <AntApp notification={{ placement: 'topRight' }}>
        <QueryClientProvider client={client}>
          <SessionProvider>
            <RouterProvider router={router} />
          </SessionProvider>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
