import type { FieldsOf } from "@/components/fields/field";
import { choice, date, money, reference, text } from "@/components/fields/kinds";
import type { CreateOf } from "@/lib/api/resource";

import { authors } from "./api";
import { StatusBadge } from "./status-badge";
import { statusLabels, texts } from "./texts";

/** The fields of a book, in the order of the form. Fields with a column are also shown in the list. */
export const bookFields = {
  title: text({ column: { width: "minmax(0, 5fr)" } }),
  isbn: text({
    inputMode: "numeric",
    description: texts.hints.isbn,
    format: texts.formats.isbn,
    write: (isbn) => isbn.replace(/[\s-]/g, ""),
  }),
  author_id: reference(authors, {
    from: "author",
    placeholder: texts.hints.author_id,
    column: { width: "minmax(0, 3fr)", card: "subtitle" },
  }),
  status: choice(statusLabels, {
    show: (status) => <StatusBadge status={status} />,
    column: { width: "7.5rem", wide: true, card: "tag" },
  }),
  published_on: date({ half: true, column: { width: "7.75rem", card: "note" } }),
  price: money({ half: true, column: { width: "6rem", card: "end" } }),
} satisfies FieldsOf<CreateOf<"/api/books">>;
