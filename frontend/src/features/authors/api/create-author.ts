import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";
import { useChange } from "@/lib/api/use-change";

import type { AuthorCreate } from "../types";
import { authorsKey } from "./list-authors";

function createAuthor(body: AuthorCreate) {
  return unwrap(client.POST("/api/authors", { body }));
}

export function useCreateAuthor() {
  return useChange({ key: authorsKey, send: createAuthor });
}
