import { ActionIcon, Kbd, UnstyledButton } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import IconKeyboard from "@tabler/icons-react/icons/IconKeyboard";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import { Link, useMatches } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";

import { ColorSchemeControl } from "@/components/color-scheme-control";
import { keepFocus } from "@/components/focus";
import { usePermissions } from "@/components/permissions";
import { Wordmark } from "@/components/wordmark";
import { undoLatest } from "@/lib/notify";

import { DevelopmentLinks } from "./development-links";
import { MainNavigation } from "./main-navigation";
import { focusPages } from "./page-focus";
import { PendingPage } from "./pending-page";
import { development } from "./sections";
import classes from "./shell.module.css";
// region teams
import { TeamSwitcher } from "./team-switcher";
// endregion
import { texts } from "./texts";
import { useSidebar } from "./use-sidebar";
// region accounts
import { UserMenu } from "./user-menu";
// endregion

// Not needed for the first paint.
const Palette = lazy(async () => ({ default: (await import("./palette")).Palette }));
const Shortcuts = lazy(async () => ({ default: (await import("./shortcuts")).Shortcuts }));

type Overlay = "palette" | "shortcuts";

/** The layout of all pages: header, navigation and content. */
export function Shell({ children }: { children: ReactNode }) {
  const navigation = useSidebar();
  const isStandalone = useMatches({
    select: (matches) => matches.some(({ staticData }) => staticData.isStandalone),
  });
  const { areKnown } = usePermissions();
  const [overlay, setOverlay] = useState<Overlay>();
  const open = (next: Overlay) => () => {
    if (document.querySelector("[role='dialog']") === null) setOverlay(next);
  };
  const close = () => setOverlay(undefined);
  useHotkeys([
    ["mod+K", open("palette")],
    ["mod+Z", undoLatest],
    ["?", open("shortcuts")],
    // Where "?" is typed with Shift.
    ["shift+?", open("shortcuts")],
  ]);

  return (
    <div
      ref={focusPages}
      className={classes.shell}
      data-sidebar={isStandalone ? undefined : navigation.sidebar}
    >
      <a href="#content" className={classes.skip}>
        {texts.skip}
      </a>
      <header className={classes.header}>
        <Link to="/" aria-label={texts.home} className={classes.home}>
          <Wordmark />
        </Link>
        {/* region teams */}
        <TeamSwitcher />
        {/* endregion */}
        {!isStandalone && <MainNavigation {...navigation} />}
        {areKnown && <Controls onSearch={open("palette")} onShortcuts={open("shortcuts")} />}
      </header>
      <main id="content" ref={keepFocus} tabIndex={-1} className={classes.main}>
        {/* Later, nothing may move. */}
        {areKnown ? children : <PendingPage late />}
      </main>
      <Suspense>
        {overlay === "palette" && <Palette onClose={close} onShortcuts={open("shortcuts")} />}
        {overlay === "shortcuts" && <Shortcuts onClose={close} />}
      </Suspense>
    </div>
  );
}

interface ControlsProps {
  onSearch: () => void;
  onShortcuts: () => void;
}

/** The right side of the header. */
function Controls({ onSearch, onShortcuts }: ControlsProps) {
  return (
    <div className={classes.controls}>
      <UnstyledButton className={classes.search} title={texts.palette.label} onClick={onSearch}>
        <IconSearch aria-hidden size={16} />
        <span>{texts.palette.button}</span>
        <Kbd size="xs" aria-hidden>
          {texts.palette.keys}
        </Kbd>
      </UnstyledButton>
      {development.length > 0 && <DevelopmentLinks />}
      <ActionIcon
        size={32}
        className={classes.keyboard}
        aria-label={texts.shortcuts.title}
        title={texts.shortcuts.title}
        onClick={onShortcuts}
      >
        <IconKeyboard aria-hidden size={18} />
      </ActionIcon>
      <ColorSchemeControl />
      {/* region accounts */}
      <UserMenu />
      {/* endregion */}
    </div>
  );
}
