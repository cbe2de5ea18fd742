// Loaded on demand, because the chart library is larger than the rest of the page.
import "@mantine/charts/styles.layer.css";

import { BarChart, DonutChart } from "@mantine/charts";

import { formatNumber } from "@/lib/format";

import type { BookStatus, Statistics } from "./statistics";
import { statusLabels, texts } from "./texts";

/** The same colors as in the list of books. */
const statusColors: Record<BookStatus, string> = {
  draft: "gray.5",
  published: "pine.6",
  out_of_print: "orange.6",
};

// Hidden from assistive technology, because the same data and links are next to the charts.
const decorative = { "aria-hidden": true, accessibilityLayer: false } as const;

export function StatusChart({ parts }: { parts: Statistics["books_by_status"] }) {
  const data = parts.map(({ status, count }) => ({
    name: statusLabels[status],
    value: count,
    color: statusColors[status],
  }));
  return (
    <DonutChart
      {...decorative}
      size={168}
      thickness={24}
      paddingAngle={2}
      strokeWidth={0}
      pieProps={{ rootTabIndex: -1 }}
      data={data}
      tooltipDataSource="segment"
      valueFormatter={formatNumber}
      tooltipProps={{ allowEscapeViewBox: { x: true, y: true }, wrapperStyle: { zIndex: 1 } }}
    />
  );
}

interface YearsChartProps {
  years: Statistics["books_by_year"];
  onOpen: (year: number) => void;
}

export function YearsChart({ years, onOpen }: YearsChartProps) {
  return (
    <BarChart
      {...decorative}
      h="100%"
      data={years.map(({ year, count }) => ({ year, [texts.books]: count }))}
      dataKey="year"
      series={[{ name: texts.books, color: "pine.6" }]}
      valueFormatter={formatNumber}
      tickLine="none"
      gridAxis="x"
      maxBarWidth={28}
      xAxisProps={{ minTickGap: 24 }}
      yAxisProps={{ width: 36, allowDecimals: false }}
      barProps={{
        radius: [3, 3, 0, 0],
        cursor: "pointer",
        onClick: ({ payload }: { payload?: { year: number } }) => {
          if (payload) onOpen(payload.year);
        },
      }}
    />
  );
}
