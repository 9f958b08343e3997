import { getNextColor, VerticalStackedBarChart } from '@fluentui/react-charts'
import { useTheme } from '../../../../theme.tsx'
import type { BarChartProps } from './BarChart.tsx'
import styles from './charts.module.css'
import { useWidth } from './width.ts'

const HEIGHT = 260

/** The axis has the groups' numbers, as their names may be long; the pointer shows the name. */
export function StackedBars({ title, groups, bars, format }: BarChartProps) {
  const { dark } = useTheme()
  const { within, width } = useWidth()
  const data = groups.map((group, index) => ({
    xAxisPoint: String(index + 1),
    xAxisCalloutData: group,
    chartData: bars.map(({ name, values }, bar) => ({
      legend: name,
      data: values[index] ?? 0,
      color: getNextColor(bar, 0, dark),
      xAxisCalloutData: group,
      yAxisCalloutData: format(values[index] ?? 0),
    })),
  }))
  return (
    <div ref={within} className={styles.room}>
      {width > 0 && (
        <VerticalStackedBarChart
          chartTitle={title}
          data={data}
          height={HEIGHT}
          width={width}
          barWidth="auto"
          maxBarWidth={48}
          xAxisInnerPadding={0.4}
          yAxisTickFormat={format}
          yMinValue={0}
          yAxisTickCount={4}
          isCalloutForStack
          hideLabels
          enabledLegendsWrapLines
          legendProps={{ canSelectMultipleLegends: true }}
          margins={{ left: 64, right: 16, top: 12, bottom: 32 }}
        />
      )}
    </div>
  )
}
