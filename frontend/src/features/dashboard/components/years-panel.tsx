import { SegmentedControl, Skeleton } from "@mantine/core";
import { lazy, Suspense, useState } from "react";

import { formatCount } from "@/lib/format";

import { texts } from "../texts";
import type { Statistics } from "../types";
import classes from "./dashboard.module.css";
import { Panel } from "./panel";
import { YearsTable } from "./years-table";

const YearsChart = lazy(async () => ({ default: (await import("./charts")).YearsChart }));

const views = [
  { value: "chart", label: texts.years.chart },
  { value: "table", label: texts.years.table },
];

/** A bar chart of the years, or the same data as a table with keyboard access. */
export function YearsPanel({ years }: { years: Statistics["books_by_year"] | undefined }) {
  const [view, setView] = useState("chart");
  return (
    <Panel
      title={texts.years.title}
      className={classes.years}
      action={
        <SegmentedControl
          size="xs"
          aria-label={texts.years.view}
          data={views}
          value={view}
          onChange={setView}
        />
      }
    >
      <div className={classes.yearsBody}>
        <Body years={years} view={view} />
      </div>
    </Panel>
  );
}

function Body({ years, view }: { years: Statistics["books_by_year"] | undefined; view: string }) {
  if (years === undefined) return <Skeleton h="100%" />;
  if (view === "table") return <YearsTable years={years} />;
  if (years.length === 0) return <p className={classes.nothing}>{texts.empty}</p>;
  return (
    <Suspense fallback={<Skeleton h="100%" />}>
      <div role="img" aria-label={describe(years)} className={classes.fill}>
        <YearsChart years={years} />
      </div>
    </Suspense>
  );
}

function describe(years: Statistics["books_by_year"]): string {
  const best = years.reduce((a, b) => (b.count > a.count ? b : a));
  const [first, last] = [years[0], years.at(-1)];
  const count = formatCount(best.count, texts.noun);
  return texts.years.alternative(first?.year ?? 0, last?.year ?? 0, best.year, count);
}
