import type { components } from "@/lib/api/schema";

export type Statistics = components["schemas"]["Statistics"];
export type BookStatus = components["schemas"]["BookStatus"];
