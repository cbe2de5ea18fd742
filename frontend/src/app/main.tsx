import "./styles/index.css";

import { StrictMode } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";

import { createQueryClient } from "@/lib/query-client";

import { App } from "./app";
import { createAppRouter } from "./router";

const queryClient = createQueryClient();

const router = createAppRouter(queryClient);

// What index.html shows stays until the page can take its place, with the focus where the Tab key has brought it.
void router.load().then(() => {
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no element with the id root");
  const place = focusables(root).findIndex((element) => element === document.activeElement);
  flushSync(() => {
    createRoot(root).render(
      <StrictMode>
        <App queryClient={queryClient} router={router} />
      </StrictMode>,
    );
  });
  focusables(root)[place]?.focus({ preventScroll: true });
});

/** In the order of the Tab key. Those of other pages' beginnings have no size. */
function focusables(root: HTMLElement): HTMLElement[] {
  const found = [...root.querySelectorAll<HTMLElement>("a, button, input")];
  return found.filter((element) => element.getClientRects().length > 0);
}
