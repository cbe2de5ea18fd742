import { useEffect, useRef } from "react";

// region accounts
/** A ref that focuses an element as soon as it is shown. */
export function focusOnMount(element: HTMLElement | null) {
  element?.focus();
}
// endregion

/** Returns a ref for a button, which gets the focus back that it loses by being disabled while something is pending. */
export function useFocusBack(pending: boolean) {
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!pending) return undefined;
    const button = ref.current;
    return () => {
      if (document.activeElement === document.body) button?.focus({ preventScroll: true });
    };
  }, [pending]);
  return ref;
}

/**
 * A ref for an element that keeps the focus if what has it is removed, such as an entry that was deleted. A list with
 * rows gives it to the row in the tab order.
 */
export function keepFocus(element: HTMLElement | null) {
  if (element === null) return undefined;
  let focused: EventTarget | null = null;
  const remember = ({ target }: FocusEvent) => {
    focused = target;
  };
  // Removing the focused element does not fire a blur event.
  const observer = new MutationObserver(() => {
    if (!(focused instanceof Node) || focused.isConnected || document.activeElement !== document.body) return;
    const row = element.querySelector<HTMLElement>('tr[tabindex="0"]');
    (row ?? element).focus({ preventScroll: true });
  });
  element.addEventListener("focusin", remember);
  observer.observe(element, { childList: true, subtree: true });
  return () => {
    element.removeEventListener("focusin", remember);
    observer.disconnect();
  };
}
