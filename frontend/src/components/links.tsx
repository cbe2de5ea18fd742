import { Button } from "@mantine/core";
import type { ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

type Native = Omit<ComponentPropsWithRef<"a">, keyof ButtonProps>;

/** A Mantine button as a router link, with typed paths and preloading on hover. */
export const ButtonLink = createLink((props: ButtonProps & Native) => (
  <Button<"a"> component="a" {...props} />
));
