import { useBlocker } from "@tanstack/react-router";
import { createContext, use, useEffect, useRef, useState } from "react";

/** The work that would be lost by leaving a form. */
export type Unsaved = "nothing" | "changes" | "sending";

interface Guard {
  /** Reports the current unsaved work. */
  report: (unsaved: Unsaved) => void;
  /** Closes the form without confirmation. */
  close: () => void;
  isOpen: () => boolean;
}

export const GuardContext = createContext<Guard | undefined>(undefined);

/** Asks for confirmation before any navigation away from a form with unsaved work. */
export function useLeaveGuard(onClose: () => void) {
  const unsaved = useRef<Unsaved>("nothing");
  const leaving = useRef<((stay: boolean) => void) | undefined>(undefined);
  const open = useRef(true);
  const closed = useRef(false);
  const [prompt, setPrompt] = useState<Unsaved>("nothing");
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);

  function confirmLeave(): boolean | Promise<boolean> {
    leaving.current?.(true);
    if (unsaved.current === "nothing") return false;
    setPrompt(unsaved.current);
    return new Promise((resolve) => {
      leaving.current = (stay) => {
        leaving.current = undefined;
        setPrompt("nothing");
        resolve(stay);
      };
    });
  }

  useBlocker({ shouldBlockFn: confirmLeave, enableBeforeUnload: () => unsaved.current !== "nothing" });

  const guard: Guard = {
    report: (next) => {
      // A closed form stays mounted until the navigation is complete, but its values are saved.
      if (!closed.current) unsaved.current = next;
    },
    close: () => {
      closed.current = true;
      unsaved.current = "nothing";
      // If a navigation is waiting for confirmation, continue it instead of starting another.
      if (leaving.current) leaving.current(false);
      else if (open.current) onClose();
    },
    isOpen: () => open.current,
  };
  return { prompt, guard, answer: (stay: boolean) => leaving.current?.(stay) };
}

/** Reports the unsaved work of a form to the FormDrawer around it. */
export function useUnsaved(unsaved: Unsaved): Guard {
  const guard = use(GuardContext);
  if (guard === undefined) throw new Error("useUnsaved must be used within a FormDrawer.");
  const { report } = guard;
  useEffect(() => {
    report(unsaved);
    return () => report("nothing");
  });
  return guard;
}
