import { useEffect, useEffectEvent, useState } from "react";

import { isTemporary } from "@/lib/api/problem";

interface Attempt {
  error: unknown;
  isFetching: boolean;
  /** Whether there is something to show. */
  isSuccess: boolean;
}

const firstDelay = 1000;
const longestDelay = 30_000;

/**
 * Tries again by itself for as long as something that may pass is wrong, with growing pauses.
 * Returns the error to show: it stays through further attempts, so that the page does not flicker.
 */
export function useRecovery({ error, isFetching, isSuccess }: Attempt, retry: () => void): unknown {
  const [last, setLast] = useState<unknown>(null);
  const [failures, setFailures] = useState(0);
  if (error !== null && error !== last) {
    setLast(error);
    setFailures(failures + 1);
  } else if (isSuccess && last !== null) {
    setLast(null);
    setFailures(0);
  }

  const onTimeout = useEffectEvent(retry);
  const waiting = last !== null && !isFetching && isTemporary(last);
  useEffect(() => {
    if (!waiting) return undefined;
    const delay = Math.min(firstDelay * 2 ** (failures - 1), longestDelay);
    const timer = window.setTimeout(onTimeout, delay);
    return () => {
      window.clearTimeout(timer);
    };
  }, [waiting, failures]);

  return last;
}
