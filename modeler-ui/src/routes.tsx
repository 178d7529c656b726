import { createBrowserRouter, Navigate } from 'react-router-dom';
import { Desk, Home } from './desk/index.ts';
import { NotFound, PageFailed } from './desk/fallbacks.tsx';

/** Each page is a chunk of its own; the diagram, the modeler and the forms come only with the page that shows them. */
export const router = createBrowserRouter([
  {
    errorElement: <PageFailed />,
    hydrateFallbackElement: <></>,
    children: [
      { path: '/sign-in', lazy: () => import('./pages/sign-in/index.ts') },
      {
        path: '/',
        element: <Desk />,
        children: [
          { index: true, element: <Home /> },
          {
            errorElement: <PageFailed />,
            children: [
              { path: 'intake', lazy: () => import('./pages/intake/index.ts') },
              { path: 'tasks', lazy: () => import('./pages/tasks/list.ts') },
              { path: 'tasks/:key', lazy: () => import('./pages/tasks/task.ts') },
              { path: 'orders', lazy: () => import('./pages/orders/list.ts') },
              { path: 'orders/:orderNo', lazy: () => import('./pages/orders/order.ts') },
              { path: 'meetings', lazy: () => import('./pages/meetings/index.ts') },
              { path: 'reports', lazy: () => import('./pages/reports/index.ts') },
              { path: 'rules', lazy: () => import('./pages/rules/list.ts') },
              { path: 'rules/files/:ruleId', lazy: () => import('./pages/rules/file.ts') },
              { path: 'rules/changes/:changeId', lazy: () => import('./pages/rules/change.ts') },
              { path: 'processes', lazy: () => import('./pages/processes/list.ts') },
              { path: 'processes/:processId', lazy: () => import('./pages/processes/modeler.ts') },
              { path: '*', element: <NotFound /> },
            ],
          },
        ],
      },
      { path: '*', element: <Navigate to="/" replace /> },
    ],
  },
]);
