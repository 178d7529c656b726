import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { ReplayResult } from '../../../api/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { palette } from '../../../theme.ts';

use([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

/** How far deadlines move: earlier to the left, later to the right. The table beside it says the same to a reader. */
export function ReplayPlot({ histogram }: { readonly histogram: ReplayResult['histogram'] }) {
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const chart = init(place.current, null, { renderer: 'svg' });
    const label = (from: number | null, to: number | null): string =>
      from === null
        ? t('replay.upTo', { hours: to ?? 0 })
        : to === null
          ? t('replay.over', { hours: from })
          : t('replay.hours', { from, to });
    chart.setOption({
      animation: false,
      grid: {
        left: 8,
        right: 8,
        top: 16,
        bottom: 8,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      tooltip: { trigger: 'axis' },
      xAxis: {
        type: 'category',
        data: histogram.map(({ fromHours, toHours }) => label(fromHours, toHours)),
        axisLabel: { color: palette.inkSoft, hideOverlap: true },
      },
      yAxis: { type: 'value', minInterval: 1, axisLabel: { color: palette.inkSoft } },
      series: [
        {
          type: 'bar',
          name: t('replay.moved'),
          data: histogram.map(({ count, fromHours, toHours }) => ({
            value: count,
            itemStyle: { color: (fromHours ?? toHours ?? 0) < 0 ? palette.warn : palette.brand },
          })),
        },
      ],
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [histogram, t]);
  return <div ref={place} className="replay-plot" role="img" aria-label={t('replay.plot')} />;
}
