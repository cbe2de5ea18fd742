import { Button } from "@mantine/core";
import type { ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { LinkProps } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

import type { Resource } from "@/lib/api/resource";

type Native = Omit<ComponentPropsWithRef<"a">, keyof ButtonProps>;

/** A Mantine button as a router link, with typed paths and preloading on hover. */
export const ButtonLink = createLink((props: ButtonProps & Native) => (
  <Button<"a"> component="a" {...props} />
));

/** Returns the address of a resource's list: the path of its API without "/api". */
export function addressOf({ path }: Pick<Resource, "path">): LinkProps["to"] & string {
  return path.replace("/api", "") as LinkProps["to"] & string;
}

/** Returns the link to a page of a resource. It keeps the search of the list, and the list's scroll position. */
export function linkTo(
  resource: Pick<Resource, "path">,
  ...parts: (string | number)[]
): Omit<LinkProps, "children"> {
  const to = [addressOf(resource), ...parts].join("/") as LinkProps["to"];
  return { to, search: true, resetScroll: parts.length === 1 };
}
