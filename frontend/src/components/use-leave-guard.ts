import { useBlocker } from "@tanstack/react-router";
import { createContext, use, useEffect, useRef, useState } from "react";

/** What would be lost by leaving a form. */
export type Unsaved = "nothing" | "changes" | "sending";

interface Guard {
  /** Says what would be lost from now on. */
  report: (unsaved: Unsaved) => void;
  /** Leaves without a question: there is nothing left to lose. */
  close: () => void;
  isOpen: () => boolean;
}

export const GuardContext = createContext<Guard | undefined>(undefined);

/** Asks before a form is left in which something would be lost, on whichever way it is left. */
export function useLeaveGuard(onClose: () => void) {
  const unsaved = useRef<Unsaved>("nothing");
  const leaving = useRef<((stay: boolean) => void) | undefined>(undefined);
  const open = useRef(true);
  const closed = useRef(false);
  const [asked, setAsked] = useState<Unsaved>("nothing");
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);

  function ask(): boolean | Promise<boolean> {
    leaving.current?.(true);
    if (unsaved.current === "nothing") return false;
    setAsked(unsaved.current);
    return new Promise((resolve) => {
      leaving.current = (stay) => {
        leaving.current = undefined;
        setAsked("nothing");
        resolve(stay);
      };
    });
  }

  useBlocker({ shouldBlockFn: ask, enableBeforeUnload: () => unsaved.current !== "nothing" });

  const guard: Guard = {
    report: (next) => {
      // A closed form is there until the browser has gone back, with values that are saved by now.
      if (!closed.current) unsaved.current = next;
    },
    close: () => {
      closed.current = true;
      unsaved.current = "nothing";
      // Whoever is leaving already must not leave twice.
      if (leaving.current) leaving.current(false);
      else if (open.current) onClose();
    },
    isOpen: () => open.current,
  };
  return { asked, guard, answer: (stay: boolean) => leaving.current?.(stay) };
}

/** Tells the drawer around a form what would be lost now. */
export function useUnsaved(unsaved: Unsaved): Guard {
  const guard = use(GuardContext);
  if (guard === undefined) throw new Error("A form needs a FormDrawer around it.");
  const { report } = guard;
  useEffect(() => {
    report(unsaved);
    return () => {
      report("nothing");
    };
  });
  return guard;
}
