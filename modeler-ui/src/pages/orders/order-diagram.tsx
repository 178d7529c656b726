import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import { ExpandOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Skeleton } from 'antd';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type Canvas from 'diagram-js/lib/core/Canvas';
import { useEffect, useRef, useState } from 'react';
import { orderApi, problemOf, type Diagram } from '../../api/index.ts';
import { EmptyState, ProblemAlert } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';

const MARKS = { present: 'mark-present', visited: 'mark-visited' } as const;

/** The order's place in its process: the present step marked, the path so far tinted. */
export default function OrderDiagram({ orderNo }: { readonly orderNo: string }) {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['order', orderNo, 'diagram'],
    queryFn: ({ signal }) => orderApi.diagram(orderNo, signal),
  });
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
      {data === undefined ? null : <MarkedCanvas diagram={data} />}
    </Card>
  );
}

function MarkedCanvas({ diagram }: { readonly diagram: Diagram }) {
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const viewer = useRef<NavigatedViewer | undefined>(undefined);
  const [drawn, setDrawn] = useState(0);
  const [steps, setSteps] = useState<readonly string[]>([]);

  useEffect(() => {
    const container = place.current;
    if (container === null) return;
    const own = new NavigatedViewer({ container });
    let live = true;
    own.importXML(diagram.xml).then(
      () => {
        if (!live) return;
        viewer.current = own;
        own.get<Canvas>('canvas').zoom('fit-viewport', { x: 0, y: 0 });
        setDrawn((count) => count + 1);
      },
      () => undefined, // the card then stays empty; the problem is the model's and shows in the modeler
    );
    return () => {
      live = false;
      viewer.current = undefined;
      own.destroy();
    };
  }, [diagram.xml]);

  useEffect(() => {
    const own = viewer.current;
    if (own === undefined) return;
    setSteps(mark(own, diagram));
  }, [drawn, diagram]);

  const zoom = (by: number): void => {
    const canvas = viewer.current?.get<Canvas>('canvas');
    canvas?.zoom(canvas.zoom() * by);
  };

  return (
    <figure className="diagram">
      <div className="row spread diagram-bar">
        <span className="row tight-row legend">
          <span className="legend-mark legend-present">{t('diagram.present')}</span>
          <span className="legend-mark legend-visited">{t('diagram.visited')}</span>
        </span>
        <span className="row tight-row">
          <Button
            size="small"
            icon={<ZoomOutOutlined />}
            aria-label={t('diagram.out')}
            onClick={() => zoom(0.8)}
          />
          <Button
            size="small"
            icon={<ZoomInOutlined />}
            aria-label={t('diagram.in')}
            onClick={() => zoom(1.25)}
          />
          <Button
            size="small"
            icon={<ExpandOutlined />}
            aria-label={t('diagram.fit')}
            onClick={() => viewer.current?.get<Canvas>('canvas').zoom('fit-viewport', { x: 0, y: 0 })}
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

interface Registry {
  get: (
    id: string,
  ) => { readonly id: string; readonly businessObject: { readonly name?: string } } | undefined;
  getAll: () => readonly { readonly id: string }[];
}

/** Marks the elements; answers the names of the present steps. */
function mark(viewer: NavigatedViewer, diagram: Diagram): readonly string[] {
  const canvas = viewer.get<Canvas>('canvas');
  const registry = viewer.get<Registry>('elementRegistry');
  for (const element of registry.getAll()) {
    for (const name of Object.values(MARKS)) canvas.removeMarker(element.id, name);
  }
  for (const id of diagram.visitedElements) {
    if (registry.get(id) !== undefined && !diagram.activeElements.includes(id))
      canvas.addMarker(id, MARKS.visited);
  }
  return diagram.activeElements.flatMap((id) => {
    const element = registry.get(id);
    if (element === undefined) return [];
    canvas.addMarker(id, MARKS.present);
    return [element.businessObject.name ?? id];
  });
}
