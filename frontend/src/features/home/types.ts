import type { LinkProps } from "@tanstack/react-router";
import type { ComponentType } from "react";

/** A list that the first page counts and leads to: `to` is its address, `/books`. */
export interface Listed {
  to: string & LinkProps["to"];
  label: string;
  icon: ComponentType;
}
