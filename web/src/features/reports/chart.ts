import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

echarts.use([BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

export type Bar = { title: string; value: number };

/** Colours come from the page's tokens, so a chart follows light and dark. */
const token = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Draws lying bars, longest first as given; returns how to take the chart away. */
export function drawBars(place: HTMLElement, bars: Bar[], title: string): () => void {
  const chart = echarts.init(place, undefined, { renderer: 'svg' });
  const soft = token('--text-soft');
  chart.setOption({
    aria: { enabled: true, label: { description: title } },
    animationDuration: 200,
    textStyle: { fontFamily: token('--font') },
    grid: { left: 4, right: 36, top: 4, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'item',
      backgroundColor: token('--surface'),
      borderColor: token('--line-strong'),
      textStyle: { color: token('--text') },
    },
    xAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { show: false },
      splitLine: { lineStyle: { color: token('--line') } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map((bar) => bar.title),
      axisLabel: { color: soft, width: 110, overflow: 'truncate' },
      axisLine: { lineStyle: { color: token('--line-strong') } },
      axisTick: { show: false },
    },
    series: [
      {
        type: 'bar',
        data: bars.map((bar) => bar.value),
        barMaxWidth: 22,
        itemStyle: { color: token('--chart-1') },
        label: { show: true, position: 'right', color: token('--text') },
      },
    ],
  });
  const resize = new ResizeObserver(() => chart.resize());
  resize.observe(place);
  return () => {
    resize.disconnect();
    chart.dispose();
  };
}
