import { Modal } from "@mantine/core";
import type { ModalProps } from "@mantine/core";
import { useEffect, useState } from "react";

import { formTexts } from "./form-texts";

/** A dialog that is open while it is rendered. */
export function Dialog(props: Omit<ModalProps, "opened">) {
  useReturnFocus();
  return <Modal opened closeButtonProps={{ "aria-label": formTexts.close }} {...props} />;
}

/**
 * Returns the focus to the element that opened a dialog. Mantine only does so when `opened` changes to false, but
 * these dialogs are unmounted instead.
 */
export function useReturnFocus() {
  const [opener] = useState(() => document.activeElement);
  const [list] = useState(() => opener?.closest("[data-list]"));
  useEffect(
    () => () => {
      // If the opener was deleted with its row, focus another row of the list.
      const target = opener?.isConnected ? opener : list?.querySelector('tr[tabindex="0"]');
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    },
    [opener, list],
  );
}
