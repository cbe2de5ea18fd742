import { Drawer } from "@mantine/core";
import type { KeyboardEvent, ReactNode } from "react";

import { product } from "@/lib/product";

import { ConfirmDialog, useReturnFocus } from "./confirm-dialog";
import classes from "./form-drawer.module.css";
import { formTexts } from "./form-texts";
import { GuardContext, useLeaveGuard } from "./use-leave-guard";

interface FormDrawerProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A form over its list, with an address of its own: whoever renders it decides what closing means. */
export function FormDrawer({ title, onClose, children }: FormDrawerProps) {
  useReturnFocus();
  const { asked, guard, answer } = useLeaveGuard(onClose);
  return (
    <>
      <Drawer
        opened
        onClose={onClose}
        // It answers the question first.
        closeOnEscape={asked === "nothing"}
        position="right"
        size={480}
        title={title}
        closeButtonProps={{ "aria-label": formTexts.close }}
        // It is no banner of the page, as a header would be.
        attributes={{ header: { role: "presentation" } }}
        classNames={{ content: classes.content, title: classes.title, body: classes.body }}
        onKeyDown={submitOnCtrlEnter}
      >
        <title>{`${title} · ${product}`}</title>
        <GuardContext value={guard}>{children}</GuardContext>
      </Drawer>
      {asked !== "nothing" && (
        <ConfirmDialog
          title={formTexts.leave[asked].title}
          question={formTexts.leave[asked].question}
          cancel={formTexts.leave[asked].stay}
          confirm={formTexts.leave[asked].leave}
          onCancel={() => answer(true)}
          onConfirm={() => answer(false)}
        />
      )}
    </>
  );
}

/** From wherever the focus is: a text of several lines keeps Enter to itself. */
function submitOnCtrlEnter(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.querySelector("form")?.requestSubmit();
}
