import { useMutation, useQueryClient } from "@tanstack/react-query";

import { refresh } from "@/lib/api/cache";
import { explainError } from "@/lib/api/problem";
import { notify, notifyFailure } from "@/lib/notify";

/** Returns a mutation that reports its end, and reloads what the page shows. */
export function useChange<Input = void>(
  mutationFn: (input: Input) => Promise<unknown>,
  texts: { done?: (input: Input) => string; failed: string },
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: (_, input) => {
      const message = texts.done?.(input);
      if (message !== undefined) notify({ message });
    },
    onError: (error) => notifyFailure({ title: texts.failed, message: explainError(error) }),
    onSettled: () => refresh(queries),
  });
}
