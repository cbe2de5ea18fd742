import { Button } from "@mantine/core";
import type { ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

type Native = Omit<ComponentPropsWithRef<"a">, keyof ButtonProps>;

/** Mantine's looks, the router's typed addresses and its loading on hover. */
export const ButtonLink = createLink((props: ButtonProps & Native) => (
  <Button<"a"> component="a" {...props} />
));
