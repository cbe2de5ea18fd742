import type { components } from "@/lib/api/schema";

type Schemas = components["schemas"];
type Author = Schemas["Author"];
type Book = Schemas["Book"];

const created = {
  created_at: "2026-01-02T03:04:05Z",
  updated_at: "2026-01-02T03:04:05Z",
  version: 1,
};

/** A record of these fields: columns that the product has added are left out. */
function filled<Row>(fields: Partial<Row>): Row {
  return fields as Row;
}

export function makeAuthor(fields: Partial<Author> = {}): Author {
  const { id = 1 } = fields;
  return filled<Author>({ id, name: `Author ${id}`, biography: "", ...created, ...fields });
}

export function makeBook(fields: Partial<Book> = {}): Book {
  const { id = 1 } = fields;
  return filled<Book>({
    id,
    title: `Book ${id}`,
    isbn: String(9780000000000 + id),
    price: "12.50",
    published_on: "1997-03-04",
    status: "published",
    author: { id: 1, name: "Author 1" },
    ...created,
    ...fields,
  });
}
