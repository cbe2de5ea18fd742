import type { components } from "@/lib/api/schema";

type Schemas = components["schemas"];
type Author = Schemas["Author"];
type Book = Schemas["Book"];

const metadata = {
  created_at: "2026-01-02T03:04:05Z",
  updated_at: "2026-01-02T03:04:05Z",
  version: 1,
};

/** Treats fields as a complete record, although columns that the product adds are missing. */
function asRecord<Row>(fields: Partial<Row>): Row {
  return fields as Row;
}

export function makeAuthor(fields: Partial<Author> = {}): Author {
  const { id = 1 } = fields;
  return asRecord<Author>({ id, name: `Author ${id}`, biography: "", ...metadata, ...fields });
}

export function makeBook(fields: Partial<Book> = {}): Book {
  const { id = 1 } = fields;
  return asRecord<Book>({
    id,
    title: `Book ${id}`,
    isbn: String(9780000000000 + id),
    price: "12.50",
    published_on: "1997-03-04",
    status: "published",
    author: { id: 1, name: "Author 1" },
    ...metadata,
    ...fields,
  });
}
