import type { Cascade } from "@/components/cascades";
import type { FormDefinition } from "@/components/form-definition";
import type { Resource } from "@/lib/api/resource";

/** Finds the records that are deleted together with those at a path of the API. */
export async function findCascades(path: string): Promise<Cascade[]> {
  const { descriptions } = await import("./descriptions");
  return cascadesOf(descriptions, path);
}

export function cascadesOf(descriptions: readonly FormDefinition[], path: string): Cascade[] {
  return descriptions.flatMap((description) =>
    cascadingFields(description, path).map((filter) => ({
      path: description.resource.path,
      noun: description.texts.noun,
      filter,
      goesOn: descriptions.some((each) => cascadingFields(each, description.resource.path).length > 0),
    })),
  );
}

/** Returns the names of the fields whose record is deleted with one at this path. */
function cascadingFields({ fields }: FormDefinition, path: string): string[] {
  return Object.entries(fields)
    .filter(([, { cascade, input }]) => cascade === true && (input.resource as Resource).path === path)
    .map(([name]) => name);
}
