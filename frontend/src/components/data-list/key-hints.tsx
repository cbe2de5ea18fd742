import { Kbd } from "@mantine/core";

import classes from "./list-page.module.css";
import { texts } from "./texts";

const hints = [
  { keys: ["↑", "↓"], does: texts.keys.move },
  { keys: ["Enter"], does: texts.keys.open },
  { keys: ["Space"], does: texts.keys.select },
  { keys: ["/"], does: texts.keys.search },
];

/** What the keyboard does in a list. */
export function KeyHints() {
  return (
    <p className={classes.keys} aria-label={texts.keys.label}>
      {hints.map(({ keys, does }) => (
        <span key={does}>
          {keys.map((key) => (
            <Kbd key={key} size="xs">
              {key}
            </Kbd>
          ))}
          {does}
        </span>
      ))}
    </p>
  );
}
