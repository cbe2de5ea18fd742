import type { ComponentPropsWithRef } from "react";

import { MoreIcon } from "@/components/icons";

import classes from "./shell.module.css";
import { texts } from "./texts";

/** Looks like a section. */
export function MoreButton(props: ComponentPropsWithRef<"button">) {
  return (
    <button type="button" {...props} className={classes.section}>
      <MoreIcon />
      {texts.more}
    </button>
  );
}
