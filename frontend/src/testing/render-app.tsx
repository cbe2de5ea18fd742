import { createMemoryHistory } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { onTestFinished } from "vitest";

import { App } from "@/app/app";
import { createAppRouter } from "@/app/router";
import { createQueryClient } from "@/lib/query-client";

/** The whole app at an address, and a user in front of it. Once a failure shows, it is tried again after `pause`. */
export function renderApp(address: string, { pause = 60_000 } = {}) {
  const queryClient = createQueryClient();
  const { queries } = queryClient.getDefaultOptions();
  const retryDelay = (failures: number) => (failures < 2 ? 0 : pause);
  queryClient.setDefaultOptions({ queries: { ...queries, retryDelay } });

  // Otherwise it goes on trying what failed.
  onTestFinished(() => queryClient.cancelQueries());

  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createAppRouter(queryClient, history);
  render(<App env="test" queryClient={queryClient} router={router} />);
  return { user: userEvent.setup({ delay: null }), history, address: () => history.location.href };
}
