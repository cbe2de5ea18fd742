import { useEffect, useState } from "react";

/**
 * Gives the focus back to what opened a dialog. Mantine does so when `opened` turns false; a dialog
 * that is open for as long as it is rendered has to see to it itself.
 */
export function useReturnFocus() {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    },
    [opener],
  );
}
