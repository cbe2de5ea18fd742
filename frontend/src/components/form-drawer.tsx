import { Drawer } from "@mantine/core";
import type { KeyboardEvent, ReactNode } from "react";

import { product } from "@/lib/product";

import { ConfirmDialog } from "./confirm-dialog";
import { useReturnFocus } from "./dialog";
import classes from "./form-drawer.module.css";
import { formTexts } from "./form-texts";
import { GuardContext, useLeaveGuard } from "./use-leave-guard";

interface FormDrawerProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A drawer for a form with its own URL, over its list. `onClose` must navigate away. */
export function FormDrawer({ title, onClose, children }: FormDrawerProps) {
  useReturnFocus();
  const { prompt, guard, answer } = useLeaveGuard(onClose);
  return (
    <>
      <Drawer
        opened
        onClose={onClose}
        // While the confirmation is open, Escape closes only that.
        closeOnEscape={prompt === "nothing"}
        position="right"
        size={480}
        title={title}
        closeButtonProps={{ "aria-label": formTexts.close }}
        classNames={{ content: classes.content, body: classes.body }}
        onKeyDown={submitOnCtrlEnter}
      >
        <title>{`${title} · ${product}`}</title>
        <GuardContext value={guard}>{children}</GuardContext>
      </Drawer>
      {prompt !== "nothing" && (
        <ConfirmDialog
          title={formTexts.leave[prompt].title}
          question={formTexts.leave[prompt].question}
          cancel={formTexts.leave[prompt].stay}
          confirm={formTexts.leave[prompt].leave}
          onCancel={() => answer(true)}
          onConfirm={() => answer(false)}
        />
      )}
    </>
  );
}

/** Submits with Ctrl+Enter from any field, because Enter in a multiline input inserts a line break. */
function submitOnCtrlEnter(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.querySelector("form")?.requestSubmit();
}
