import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { CSSProperties } from "react";

import { MoreButton } from "./more-button";
import { sections } from "./sections";
import classes from "./shell.module.css";
import { texts } from "./texts";
import { useFitting } from "./use-fitting";

// Loaded on demand, because most products have few sections.
const MoreSections = lazy(async () => ({
  default: (await import("./more-sections")).MoreSections,
}));

// Keeps its size, so it can still be measured.
const hidden: CSSProperties = { position: "absolute", visibility: "hidden" };

/** The sections that fit, followed by a menu of the others. */
export function MainNavigation() {
  const { ref, fitting } = useFitting(sections.length);
  const rest = sections.slice(fitting);
  // Whether the button was pressed before the menu was loaded.
  const [requested, setRequested] = useState(false);
  return (
    <nav ref={ref} aria-label={texts.navigation} className={classes.sections}>
      {sections.map(({ to, label, icon: Icon }, index) => (
        <Link key={to} to={to} className={classes.section} style={index < fitting ? undefined : hidden}>
          <Icon aria-hidden size={18} />
          {label}
        </Link>
      ))}
      {rest.length === 0 ? (
        <MoreButton style={hidden} />
      ) : (
        <Suspense
          fallback={
            <MoreButton
              onClick={() => {
                setRequested(true);
              }}
            />
          }
        >
          <MoreSections sections={rest} defaultOpened={requested} />
        </Suspense>
      )}
    </nav>
  );
}
