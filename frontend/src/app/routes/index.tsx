import { noop } from "@tanstack/react-query";
import type { UseQueryOptions } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import type { ComponentType } from "react";

import { Home } from "@/features/home/home";
import { countQuery } from "@/lib/api/queries";

import { lists } from "../sections";

/** The panels that features add to the home page, and the loaders of their data. */
const panels = import.meta.glob<ComponentType>("../../features/*/panels.tsx", {
  eager: true,
  import: "Panels",
});
const queries = import.meta.glob<UseQueryOptions>("../../features/*/statistics.ts", {
  eager: true,
  import: "statisticsQuery",
});

export const Route = createFileRoute("/")({
  loader: ({ context: { queryClient } }) => {
    for (const { to } of lists) queryClient.query(countQuery(`/api${to}`)).catch(noop);
    for (const query of Object.values(queries)) queryClient.query(query).catch(noop);
  },
  component: FirstPage,
});

function FirstPage() {
  return (
    <Home lists={lists}>
      {Object.entries(panels).map(([path, Panels]) => (
        <Panels key={path} />
      ))}
    </Home>
  );
}
