import { createMemoryHistory } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { onTestFinished } from "vitest";

import { App } from "@/app/app";
import { createAppRouter } from "@/app/router";
import { createQueryClient } from "@/lib/query-client";

/**
 * Renders the whole application at an address.
 *
 * @param options.pause milliseconds until a failed query is retried once its error is shown
 * @returns a user, the browser's history, a function that returns the current address, and the queries
 */
export function renderApp(address: string, { pause = 60_000 } = {}) {
  const queryClient = createQueryClient();
  const { queries } = queryClient.getDefaultOptions();
  const retryDelay = (failures: number) => (failures < 2 ? 0 : pause);
  queryClient.setDefaultOptions({ queries: { ...queries, retryDelay } });

  // Failed queries would go on retrying after the test.
  onTestFinished(() => queryClient.cancelQueries());

  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createAppRouter(queryClient, history);
  render(<App env="test" queryClient={queryClient} router={router} />);
  return {
    user: userEvent.setup({ delay: null }),
    history,
    address: () => history.location.href,
    queryClient,
  };
}
