import { ActionIcon, Anchor, Button } from "@mantine/core";
import type { ActionIconProps, AnchorProps, ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

type Native = Omit<ComponentPropsWithRef<"a">, keyof ButtonProps | keyof AnchorProps>;

/** Mantine's looks, the router's typed addresses and its loading on hover. */
export const AnchorLink = createLink((props: AnchorProps & Native) => <Anchor {...props} />);

export const ButtonLink = createLink((props: ButtonProps & Native) => (
  <Button<"a"> component="a" {...props} />
));

export const ActionIconLink = createLink((props: ActionIconProps & Native) => (
  <ActionIcon<"a"> component="a" {...props} />
));
