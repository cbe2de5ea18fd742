import { Anchor, Box, SegmentedControl, Skeleton } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";

import { formatCount, formatNumber } from "@/lib/format";

import classes from "./dashboard.module.css";
import { NoBooks, Panel } from "./panel";
import type { Statistics } from "./statistics";
import { texts } from "./texts";

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
      <Box h={260}>
        <Body years={years} view={view} />
      </Box>
    </Panel>
  );
}

function Body({ years, view }: { years: Statistics["books_by_year"] | undefined; view: string }) {
  const navigate = useNavigate();
  if (years === undefined) return <Skeleton h="100%" />;
  if (view === "table") return <YearsTable years={years} />;
  if (years.length === 0) return <NoBooks />;
  return (
    <Suspense fallback={<Skeleton h="100%" />}>
      <Box role="img" aria-label={describe(years)} h="100%">
        <YearsChart
          years={years}
          onOpen={(year) => void navigate({ to: "/books", search: filtersOf(year) })}
        />
      </Box>
    </Suspense>
  );
}

/** The years with books, newest first. */
function YearsTable({ years }: { years: Statistics["books_by_year"] }) {
  const rows = years.filter(({ count }) => count > 0).toReversed();
  return (
    <Box h="100%" style={{ overflowY: "auto" }}>
      <table className={classes.table} aria-label={texts.years.title}>
        <thead>
          <tr>
            <th scope="col">{texts.years.year}</th>
            <th scope="col">{texts.books}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ year, count }) => (
            <tr key={year}>
              <th scope="row">
                <Anchor
                  inherit
                  underline="always"
                  renderRoot={(anchor) => <Link to="/books" search={filtersOf(year)} {...anchor} />}
                >
                  {year}
                </Anchor>
              </th>
              <td>{formatNumber(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}

/** Returns the filters of the list of books for a year. */
function filtersOf(year: number) {
  const digits = String(year).padStart(4, "0");
  return { published_on_from: `${digits}-01-01`, published_on_to: `${digits}-12-31` };
}

function describe(years: Statistics["books_by_year"]): string {
  const best = years.reduce((a, b) => (b.count > a.count ? b : a));
  const [first, last] = [years[0], years.at(-1)];
  const count = formatCount(best.count, texts.noun);
  return texts.years.alternative(first?.year ?? 0, last?.year ?? 0, best.year, count);
}
