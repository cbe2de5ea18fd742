import { createMemoryHistory } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";

import { App } from "@/app/app";
import { createAppRouter } from "@/app/router";
import { createQueryClient } from "@/lib/query-client";

/** The whole app at an address, and a user in front of it. A failed request is final unless `retry`. */
export function renderApp(address: string, { retry = false } = {}) {
  const queryClient = createQueryClient();
  const { queries } = queryClient.getDefaultOptions();
  if (!retry) queryClient.setDefaultOptions({ queries: { ...queries, retry } });

  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createAppRouter(queryClient, history);
  render(<App env="test" queryClient={queryClient} router={router} />);
  return { user: userEvent.setup(), history, address: () => history.location.href };
}
