import { Group, Paper, Skeleton, Stack } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { LinkProps } from "@tanstack/react-router";
import type { ComponentType, ReactNode } from "react";
import type { IconProps } from "@tabler/icons-react";
import IconTable from "@tabler/icons-react/icons/IconTable";

import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";
import { StateMessage } from "@/components/state-message";
import { failureOf } from "@/lib/api/failure";
import { countQuery } from "@/lib/api/queries";
import { formatNumber } from "@/lib/format";

import { texts } from "./texts";
import classes from "./home.module.css";

/** A list with a figure on the home page. `to` is its path, such as `/books`. */
export interface Listed {
  to: string & LinkProps["to"];
  label: string;
  icon: ComponentType<IconProps>;
}

interface HomeProps {
  lists: readonly Listed[];
  /** The panels of the features. */
  children: ReactNode;
}

/** The home page: the number of records of each list, or how to create the first resource. */
export function Home({ lists, children }: HomeProps) {
  return (
    <Stack gap="lg">
      <PageHeader title={texts.title} description={texts.description} />
      {lists.length > 0 ? <Figures lists={lists}>{children}</Figures> : <Nothing />}
    </Stack>
  );
}

function Figures({ lists, children }: HomeProps) {
  const counts = useQueries({ queries: lists.map(({ to }) => countQuery(`/api${to}`)) });
  const failed = counts.find((count) => count.data === undefined && failureOf(count) !== null);
  if (failed) return <ErrorState error={failureOf(failed)} />;
  return (
    <>
      <div className={classes.figures}>
        {lists.map((list, place) => (
          <Figure key={list.to} list={list} count={counts[place]?.data?.count} />
        ))}
      </div>
      {children}
    </>
  );
}

interface FigureProps {
  list: Listed;
  count: number | undefined;
}

/** The number of records of a list, linked to the list. */
function Figure({ list: { to, label, icon: Icon }, count }: FigureProps) {
  return (
    <Paper withBorder className={classes.figure}>
      <Link to={to} className={classes.figureLink}>
        <Group justify="space-between" c="dimmed" fz="sm" fw={550}>
          {label}
          <Icon aria-hidden size={18} />
        </Group>{" "}
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
      icon={<IconTable aria-hidden size={26} />}
      title={texts.nothing.title}
      detail={texts.nothing.detail}
      action={<code>{texts.nothing.command}</code>}
    />
  );
}
