import { createFileRoute, redirect } from "@tanstack/react-router";

import { ProviderPage } from "@/features/sign-in/provider";
import { finishAtProvider, nextAfterProvider } from "@/features/sign-in/provider-return";
import { readText } from "@/lib/search-params";
import type { RawSearch } from "@/lib/search-params";

export const Route = createFileRoute("/sign-in_/callback")({
  staticData: { isStandalone: true },
  validateSearch: (raw: RawSearch) => ({
    code: readText(raw.code) ?? "",
    state: readText(raw.state) ?? "",
  }),
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient }, deps }) => {
    const result = await finishAtProvider(queryClient, deps);
    if (result === undefined) throw redirect(nextAfterProvider());
    return result;
  },
  component: Callback,
});

function Callback() {
  return <ProviderPage result={Route.useLoaderData()} />;
}
