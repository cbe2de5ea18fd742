import { Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { formatNumber } from "@/lib/format";

import classes from "./dashboard.module.css";
import { NoBooks, Panel } from "./panel";
import type { Statistics } from "./statistics";
import { texts } from "./texts";

/** One placeholder for each author that the API returns at max. */
const places = [0, 1, 2, 3, 4];

export function AuthorsPanel({ statistics }: { statistics: Statistics | undefined }) {
  const authors = statistics?.authors_with_most_books;
  const max = authors?.[0]?.count ?? 1;
  return (
    <Panel title={texts.mostBooks.title}>
      {authors?.length === 0 && <NoBooks />}
      <ul className={classes.links}>
        {authors
          ? authors.map(({ author, count }) => (
              <li key={author.id}>
                <Link to="/books" search={{ author_id: author.id }} className={classes.link}>
                  <span className={classes.name}>{author.name}</span>{" "}
                  <span className={classes.count}>{formatNumber(count)}</span>
                  <span className={classes.bar} style={{ width: `${(100 * count) / max}%` }} />
                </Link>
              </li>
            ))
          : places.map((place) => (
              <li key={`place ${place}`} className={classes.link}>
                <Skeleton h={14} w="60%" />
              </li>
            ))}
      </ul>
    </Panel>
  );
}
