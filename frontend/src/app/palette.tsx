import "@mantine/spotlight/styles.layer.css";

import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight, spotlight } from "@mantine/spotlight";
import type { SpotlightActionGroupData } from "@mantine/spotlight";
import IconContrast from "@tabler/icons-react/icons/IconContrast";
import IconKeyboard from "@tabler/icons-react/icons/IconKeyboard";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import IconTable from "@tabler/icons-react/icons/IconTable";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";

import { addressOf, linkTo } from "@/components/links";
import { usePermissions } from "@/components/permissions";
import { texts as sharedTexts } from "@/components/texts";
import { failureOf } from "@/lib/api/failure";
import { describeError, isTemporary } from "@/lib/api/problem";
import { choicesQuery } from "@/lib/api/queries";

// region accounts
import { administration } from "./administration";
// endregion
import { descriptions } from "./descriptions";
import classes from "./palette.module.css";
import { development, sections } from "./sections";
import { texts } from "./texts";

const schemes = ["light", "dark", "auto"] as const;
/** The most records of a resource. */
const maxRecords = 5;

interface PaletteProps {
  onClose: () => void;
  onShortcuts: () => void;
}

/** The command palette: finds pages, records and actions. */
export function Palette({ onClose, onShortcuts }: PaletteProps) {
  const [query, setQuery] = useState("");
  const records = useRecords(query);
  const groups = [...usePages(), ...useActions(onShortcuts)].map(({ group, actions }) => ({
    group,
    actions: actions.filter(({ label = "" }) => label.toLowerCase().includes(query.trim().toLowerCase())),
  }));
  useEffect(() => {
    spotlight.open();
  }, []);
  const found = records.groups.flatMap(({ actions }) => actions.map(({ id }) => id)).join();
  // Spotlight selects the first result when the query changes, but not when results arrive later.
  useEffect(() => {
    document.querySelector("[data-action][data-selected]")?.removeAttribute("data-selected");
    document.querySelector("[data-action]")?.setAttribute("data-selected", "true");
  }, [found]);

  return (
    <Spotlight
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      actions={[...groups, ...records.groups].filter(({ actions }) => actions.length > 0)}
      // Filtered here and by the server.
      filter={(_, actions) => actions}
      nothingFound={records.status}
      scrollable
      classNames={{ actionBody: classes.body, actionLabel: classes.label }}
      attributes={{ content: { "aria-label": texts.palette.label } }}
      overlayProps={{ backgroundOpacity: 0.35, blur: 1 }}
      searchProps={{
        leftSection: <IconSearch aria-hidden size={18} />,
        placeholder: texts.palette.placeholder,
        "aria-label": texts.palette.label,
      }}
    />
  );
}

function usePages(): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const { isAdministrator } = usePermissions();
  const links = [
    ...sections,
    // region accounts
    ...administration.map((link) => ({ ...link, isAdministration: true })),
    // endregion
    ...development,
  ].filter((link) => isAdministrator || !("isAdministration" in link && link.isAdministration));
  // The page about jobs is for administrators and developers.
  const pages = new Map(links.map((link) => [link.to, link]));
  const actions = [...pages.values()].map(({ to, label, icon: Icon }) => ({
    id: to,
    label,
    leftSection: <Icon aria-hidden size={18} />,
    onClick: () => void navigate({ to }),
  }));
  return [{ group: texts.palette.pages, actions }];
}

function useActions(onShortcuts: () => void): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const { canEdit } = usePermissions();
  const actions = [
    ...(canEdit ? descriptions : []).map((description) => ({
      id: `new ${description.resource.path}`,
      label: description.texts.create.action,
      leftSection: <IconPlus aria-hidden size={18} />,
      onClick: () => void navigate(linkTo(description.resource, "new")),
    })),
    {
      id: "shortcuts",
      label: texts.shortcuts.title,
      leftSection: <IconKeyboard aria-hidden size={18} />,
      onClick: onShortcuts,
    },
    ...schemes.map((scheme) => ({
      id: scheme,
      label: texts.palette.theme(sharedTexts.colorScheme[scheme]),
      leftSection: <IconContrast aria-hidden size={18} />,
      onClick: () => setColorScheme(scheme),
    })),
  ];
  return [{ group: texts.palette.actions, actions }];
}

/** Returns the records of all resources that match, as found by the API. */
function useRecords(query: string) {
  const navigate = useNavigate();
  const [search] = useDebouncedValue(query.trim(), 200);
  const results = useQueries({
    queries: descriptions.map(({ resource }) => ({
      ...choicesQuery(resource, search),
      enabled: search !== "",
      placeholderData: keepPreviousData,
      // Visitors cannot search everything.
      meta: { isOptional: true },
    })),
  });
  const groups = descriptions.map(({ resource, texts: { title } }, index) => {
    const Icon = sections.find(({ to }) => to === addressOf(resource))?.icon ?? IconTable;
    const found = search === "" ? [] : (results[index]?.data?.items ?? []);
    const actions = found.slice(0, maxRecords).map((record) => ({
      id: `${resource.path}/${record.id}`,
      label: resource.nameOf(record),
      leftSection: <Icon aria-hidden size={18} />,
      onClick: () => void navigate({ ...linkTo(resource, record.id), search: {} }),
    }));
    return { group: title, actions };
  });
  return { groups, status: query.trim() === search ? statusOf(results) : texts.palette.searching };
}

/** Says why nothing is shown. */
function statusOf(results: UseQueryResult[]): string {
  // What visitors may not search is refused, and left out.
  const failure = results.map(failureOf).find(isTemporary);
  if (failure !== undefined) return describeError(failure).title;
  return results.some(({ isFetching }) => isFetching) ? texts.palette.searching : texts.palette.nothing;
}
