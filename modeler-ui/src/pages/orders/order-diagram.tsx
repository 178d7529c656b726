import { AimOutlined, ExpandOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Card, Skeleton, Tabs } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { orderApi, problemOf, type Diagram } from '../../api/index.ts';
import { EmptyState, ProblemAlert } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { openOrderView, type OrderView } from './order-view.ts';

/** The order's place in its process: the present step marked, the path so far tinted. */
export default function OrderDiagram({ orderNo }: { readonly orderNo: string }) {
  const { t } = useWords();
  // Until somebody picks one, the server shows the process of the present step.
  const [wanted, setWanted] = useState<string>();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['order', orderNo, 'diagram', wanted],
    queryFn: ({ signal }) => orderApi.diagram(orderNo, wanted, signal),
    placeholderData: keepPreviousData,
  });
  const processes = data?.processes ?? [];
  const absent = error !== null && problemOf(error).status === 404;
  return (
    <Card
      title={t('diagram.title')}
      extra={
        data?.version === undefined ? null : (
          <span className="soft">{t('diagram.version', { version: data.version })}</span>
        )
      }
    >
      {isPending ? <Skeleton active paragraph={{ rows: 5 }} /> : null}
      {absent ? (
        <EmptyState title={t('diagram.none')} hint={t('diagram.noneHint')} />
      ) : (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      )}
      {processes.length < 2 ? null : (
        <Tabs
          size="small"
          activeKey={wanted ?? data?.processId ?? ''}
          onChange={setWanted}
          items={processes.map(({ processId, name, active }) => ({
            key: processId,
            label: active ? <ActiveName name={name} /> : name,
          }))}
        />
      )}
      {data === undefined ? null : <MarkedCanvas diagram={data} />}
    </Card>
  );
}

/** Where the order is now is marked as in the legend below it, and said to those who do not see it. */
function ActiveName({ name }: { readonly name: string }) {
  const { t } = useWords();
  return (
    <span className="process-present">
      {name}
      <span className="unseen">{t('diagram.presentProcess')}</span>
    </span>
  );
}

function MarkedCanvas({ diagram }: { readonly diagram: Diagram }) {
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<OrderView | undefined>(undefined);
  const [drawn, setDrawn] = useState(0);
  const [steps, setSteps] = useState<readonly string[]>([]);

  useEffect(() => {
    if (place.current === null) return;
    const own = openOrderView(place.current);
    let live = true;
    own.draw(diagram.xml).then(
      () => {
        if (!live) return;
        view.current = own;
        setDrawn((count) => count + 1);
      },
      () => undefined, // the card then stays empty; the problem is the model's and shows in the modeler
    );
    return () => {
      live = false;
      view.current = undefined;
      own.destroy();
    };
  }, [diagram.xml]);

  useEffect(() => {
    const own = view.current;
    if (own === undefined) return;
    setSteps(own.mark(diagram));
    own.showStep();
  }, [drawn, diagram]);

  return (
    <figure className="diagram">
      <div className="row spread">
        <span className="row tight-row">
          <span className="legend-mark legend-present">{t('diagram.present')}</span>
          <span className="legend-mark legend-visited">{t('diagram.visited')}</span>
        </span>
        <span className="row tight-row">
          <Button size="small" icon={<AimOutlined aria-hidden />} onClick={() => view.current?.showStep()}>
            {t('diagram.toStep')}
          </Button>
          <Button size="small" icon={<ExpandOutlined aria-hidden />} onClick={() => view.current?.showAll()}>
            {t('diagram.fit')}
          </Button>
          <Button
            size="small"
            icon={<ZoomOutOutlined />}
            aria-label={t('diagram.out')}
            onClick={() => view.current?.zoom(0.8)}
          />
          <Button
            size="small"
            icon={<ZoomInOutlined />}
            aria-label={t('diagram.in')}
            onClick={() => view.current?.zoom(1.25)}
          />
        </span>
      </div>
      <div ref={place} className="diagram-canvas" data-testid="order-diagram" />
      <figcaption className="soft">
        {steps.length === 0 ? t('diagram.noStep') : t('diagram.steps', { steps: steps.join('、') })}
      </figcaption>
    </figure>
  );
}
