import type { FormDefinition } from "@/components/form-definition";

/** The descriptions of all resources with pages. Load this module only when needed: it contains all features. */
export const descriptions = Object.values(
  import.meta.glob<FormDefinition>("../features/*/description.tsx", { eager: true, import: "description" }),
);
