import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { CSSProperties } from "react";

import { MoreButton } from "./more-button";
import { sections } from "./sections";
import classes from "./shell.module.css";
import { texts } from "./texts";
import { useFitting } from "./use-fitting";

// A menu is much to load, and few have so many sections.
const MoreSections = lazy(async () => ({
  default: (await import("./more-sections")).MoreSections,
}));

// It keeps its size, which tells when there is room again.
const away: CSSProperties = { position: "absolute", visibility: "hidden" };

/** The sections that there is room for, and a menu of the others. */
export function MainNavigation() {
  const { ref, fitting } = useFitting(sections.length);
  const rest = sections.slice(fitting);
  // While the menu loads.
  const [asked, setAsked] = useState(false);
  return (
    <nav ref={ref} aria-label={texts.navigation} className={classes.sections}>
      {sections.map(({ to, label, icon: Icon }, index) => (
        <Link key={to} to={to} className={classes.section} style={index < fitting ? undefined : away}>
          <Icon aria-hidden size={18} />
          {label}
        </Link>
      ))}
      {rest.length === 0 ? (
        <MoreButton style={away} />
      ) : (
        <Suspense
          fallback={
            <MoreButton
              onClick={() => {
                setAsked(true);
              }}
            />
          }
        >
          <MoreSections sections={rest} defaultOpened={asked} />
        </Suspense>
      )}
    </nav>
  );
}
