import "./styles/index.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { createQueryClient } from "@/lib/query-client";

import { App } from "./app";
import { createAppRouter } from "./router";

const queryClient = createQueryClient();

const router = createAppRouter(queryClient);

// What index.html shows stays until the page can take its place.
void router.load().then(() => {
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no element with the id root");
  createRoot(root).render(
    <StrictMode>
      <App queryClient={queryClient} router={router} />
    </StrictMode>,
  );
});
