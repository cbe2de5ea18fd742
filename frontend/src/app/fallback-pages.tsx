import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import type { ErrorComponentProps } from "@tanstack/react-router";
import IconCompass from "@tabler/icons-react/icons/IconCompass";

import { ErrorState } from "@/components/error-state";
import { ButtonLink } from "@/components/links";
import { StateMessage } from "@/components/state-message";
import { problemTexts } from "@/lib/api/problem-texts";

import { texts } from "./texts";

/** Shown for an unexpected error. A failed request is shown in place of its content instead. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const retry = () => {
    // Cached data may have caused the error.
    queryClient.clear();
    reset();
    void router.invalidate();
  };
  return <ErrorState error={error} action={<Button onClick={retry}>{problemTexts.again}</Button>} />;
}

/** Shown if no route matches the URL. */
export function NotFoundPage() {
  return (
    <StateMessage
      order={1}
      icon={<IconCompass aria-hidden size={26} />}
      title={texts.notFound.title}
      detail={texts.notFound.detail}
      action={<ButtonLink to="/">{texts.notFound.action}</ButtonLink>}
    />
  );
}
