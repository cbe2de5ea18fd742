import type { ComponentPropsWithRef } from "react";
import IconDots from "@tabler/icons-react/icons/IconDots";

import classes from "./shell.module.css";
import { texts } from "./texts";

/** The button of the "More" menu, styled like a section link. */
export function MoreButton(props: ComponentPropsWithRef<"button">) {
  return (
    <button type="button" {...props} className={classes.section}>
      <IconDots aria-hidden size={18} />
      {texts.more}
    </button>
  );
}
