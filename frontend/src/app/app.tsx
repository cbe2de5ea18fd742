import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense } from "react";

import { CascadesContext } from "@/components/cascades";
import { styleNonce } from "@/lib/style-nonce";
import { useIsPrinting } from "@/lib/use-is-printing";

import { findCascades } from "./cascades";
import type { createAppRouter } from "./router";
import { cssVariables, theme } from "./theme";

// Not needed for the first paint.
const Notifications = lazy(async () => ({
  default: (await import("@mantine/notifications")).Notifications,
}));

interface AppProps {
  queryClient: QueryClient;
  router: ReturnType<typeof createAppRouter>;
  /** "test" disables transitions. */
  env?: "default" | "test";
}

export function App({ queryClient, router, env = "default" }: AppProps) {
  const isPrinting = useIsPrinting();
  return (
    <MantineProvider
      {...(isPrinting && { forceColorScheme: "light" })}
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
      env={env}
    >
      <QueryClientProvider client={queryClient}>
        <CascadesContext value={findCascades}>
          <RouterProvider router={router} />
        </CascadesContext>
        <Suspense>
          <Notifications position="bottom-center" className="messages" />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}
