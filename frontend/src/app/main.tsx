import "./styles/index.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { createQueryClient } from "@/lib/query-client";

import { App } from "./app";
import { createAppRouter } from "./router";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root");
const queryClient = createQueryClient();

createRoot(root).render(
  <StrictMode>
    <App queryClient={queryClient} router={createAppRouter(queryClient)} />
  </StrictMode>,
);
