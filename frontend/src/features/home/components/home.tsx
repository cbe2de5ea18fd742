import { Stack } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { ErrorState } from "@/components/error-state";
import { RecordsIcon } from "@/components/icons";
import { StateMessage } from "@/components/state-message";
import { useRecovery } from "@/components/use-recovery";

import { countQuery } from "../api/count-records";
import { texts } from "../texts";
import type { Listed } from "../types";
import { Figure } from "./figure";
import { HomeHeader } from "./home-header";
import classes from "./home.module.css";

interface HomeProps {
  lists: readonly Listed[];
  /** What features show besides the figures. */
  children: ReactNode;
}

/** The first page: how many records each list has, or how to make the first one. */
export function Home({ lists, children }: HomeProps) {
  return (
    <Stack gap="lg">
      <HomeHeader />
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
