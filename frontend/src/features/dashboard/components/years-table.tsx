import { Link } from "@tanstack/react-router";

import { formatNumber } from "@/lib/format";

import { texts } from "../texts";
import type { Statistics } from "../types";
import classes from "./dashboard.module.css";
import { yearFilters } from "./year-filters";

/** The years with books, newest first. */
export function YearsTable({ years }: { years: Statistics["books_by_year"] }) {
  const rows = years.filter(({ count }) => count > 0).toReversed();
  return (
    <div className={classes.scroll}>
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
                <Link to="/books" search={yearFilters(year)} className={classes.plainLink}>
                  {year}
                </Link>
              </th>
              <td>{formatNumber(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
