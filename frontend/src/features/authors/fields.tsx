import type { FieldsOf } from "@/components/fields/field";
import { longText, text } from "@/components/fields/kinds";
import type { CreateOf } from "@/lib/api/resource";

/** The fields of an author, in the order of the form. Fields with a column are also shown in the list. */
export const authorFields = {
  name: text({ column: { width: "minmax(0, 5fr)" } }),
  biography: longText({ column: { width: "minmax(0, 8fr)", card: "subtitle" } }),
} satisfies FieldsOf<CreateOf<"/api/authors">>;
