import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./form-drawer.module.css";
import { useReturnFocus } from "./use-return-focus";

interface FormDrawerProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A form over its list, with an address of its own: whoever renders it decides what closing means. */
export function FormDrawer({ title, onClose, children }: FormDrawerProps) {
  useReturnFocus();
  return (
    <Drawer
      opened
      onClose={onClose}
      // A slip of the mouse must not throw away what was typed.
      closeOnClickOutside={false}
      position="right"
      size={480}
      title={title}
      closeButtonProps={{ "aria-label": "Close" }}
      // It is no banner of the page, as a header would be.
      attributes={{ header: { role: "presentation" } }}
      classNames={{ content: classes.content, title: classes.title, body: classes.body }}
    >
      <title>{`${title} · Headstart`}</title>
      {children}
    </Drawer>
  );
}
