import { Paper, Skeleton, Stack } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { LinkProps } from "@tanstack/react-router";
import type { ComponentType, ReactNode } from "react";

import { ErrorState } from "@/components/error-state";
import { RecordsIcon } from "@/components/icons";
import { PageHeader } from "@/components/page-header";
import { StateMessage } from "@/components/state-message";
import { useRecovery } from "@/components/use-recovery";
import { formatNumber } from "@/lib/format";

import { countQuery } from "../api/count-records";
import { texts } from "../texts";
import classes from "./home.module.css";

/** A list that the first page counts and leads to: `to` is its address, `/books`. */
export interface Listed {
  to: string & LinkProps["to"];
  label: string;
  icon: ComponentType;
}

interface HomeProps {
  lists: readonly Listed[];
  /** What features show besides the figures. */
  children: ReactNode;
}

/** The first page: how many records each list has, or how to make the first one. */
export function Home({ lists, children }: HomeProps) {
  return (
    <Stack gap="lg">
      <PageHeader title={texts.title} description={texts.description} />
      {lists.length > 0 ? <Figures lists={lists}>{children}</Figures> : <Nothing />}
    </Stack>
  );
}

function Figures({ lists, children }: HomeProps) {
  const counts = useQueries({ queries: lists.map(({ to }) => countQuery(to)) });
  const retry = () => {
    for (const count of counts) void count.refetch();
  };
  const isFetching = counts.some((count) => count.isFetching);
  const error = useRecovery(
    {
      error: counts.find((count) => count.error !== null)?.error ?? null,
      isFetching,
      isSuccess: counts.every((count) => count.isSuccess),
    },
    retry,
  );
  if (error !== null && counts.some(({ data }) => data === undefined)) {
    return <ErrorState error={error} retrying={isFetching} onRetry={retry} />;
  }
  return (
    <div className={classes.grid}>
      {lists.map((list, place) => (
        <Figure key={list.to} list={list} count={counts[place]?.data?.count} />
      ))}
      {children}
    </div>
  );
}

interface FigureProps {
  list: Listed;
  count: number | undefined;
}

/** A number that leads to what it counts. */
function Figure({ list: { to, label, icon: Icon }, count }: FigureProps) {
  return (
    <Paper withBorder className={classes.figure}>
      <Link to={to} className={classes.figureLink}>
        <span className={classes.figureLabel}>
          {label}
          <Icon />
        </span>{" "}
        <span className={classes.number}>
          {count === undefined ? <Skeleton h="2.25rem" w="6rem" /> : formatNumber(count)}
        </span>
      </Link>
    </Paper>
  );
}

function Nothing() {
  return (
    <StateMessage
      icon={<RecordsIcon size={26} />}
      title={texts.nothing.title}
      detail={texts.nothing.detail}
      action={<code>{texts.nothing.command}</code>}
    />
  );
}
