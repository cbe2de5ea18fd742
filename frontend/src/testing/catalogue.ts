import { http, HttpResponse } from "msw/http";

import type { components } from "@/lib/api/schema";

import { makeProblem, on, server } from "./api";
import { makeAuthor, makeBook } from "./records";
import { countStatistics } from "./statistics";

type Author = components["schemas"]["Author"];
type Book = components["schemas"]["Book"];

interface Catalogue {
  authors: Author[];
  books: Book[];
}

/** Serves the parts of the API that the pages use, with these records, and applies changes to them. */
export function serveCatalogue(records: Partial<Catalogue> = {}): Catalogue {
  const catalogue = { authors: [makeAuthor()], books: [], ...records };
  // The palette searches every section, including those that the product has added.
  const nothing = () => HttpResponse.json({ items: [], next_cursor: null });
  server.use(
    http.get("/api/:section", ({ params }) => (params.section === "session" ? undefined : nothing())),
  );
  server.use(...bookHandlers(catalogue), ...authorHandlers(catalogue));
  server.use(on("get", "/api/statistics", () => ({ status: 200, body: countStatistics(catalogue) })));
  return catalogue;
}

function bookHandlers(catalogue: Catalogue) {
  const authorOf = (id: number) => {
    const { name } = catalogue.authors.find((author) => author.id === id) ?? makeAuthor({ id });
    return { id, name };
  };
  const matching = (query: URLSearchParams) =>
    catalogue.books
      .filter((book) => contains(book.title, query.get("search")))
      .filter((book) => equals(book.status, query.get("status")))
      .filter((book) => equals(String(book.author.id), query.get("author_id")))
      .filter((book) => book.published_on >= (query.get("published_on_from") ?? ""))
      .filter((book) => book.published_on <= (query.get("published_on_to") ?? "9999"));
  return [
    on("get", "/api/books", ({ query }) => {
      const rows = sortRows(matching(query), query.get("sort") ?? "title");
      return { status: 200, body: paginate(rows, query) };
    }),
    on("get", "/api/books/count", ({ query }) => countRows(matching(query))),
    on("post", "/api/books/batch-delete", ({ body: { ids } }) => {
      const before = catalogue.books.length;
      catalogue.books = catalogue.books.filter(({ id }) => !ids.includes(id));
      return { status: 200, body: { deleted: before - catalogue.books.length } };
    }),
    on("post", "/api/books", ({ body: { author_id, ...fields } }) => {
      const id = catalogue.books.length + 1;
      const book = makeBook({ id, ...fields, author: authorOf(author_id) });
      catalogue.books.push(book);
      return { status: 201, body: book };
    }),
    on("get", "/api/books/{book_id}", ({ id }) => findRow(catalogue.books, id)),
    on("patch", "/api/books/{book_id}", ({ id, header, body: { author_id, ...fields } }) => {
      const author = author_id === undefined ? {} : { author: authorOf(author_id) };
      return updateRow(catalogue.books, id, header("If-Match"), { ...fields, ...author });
    }),
    on("delete", "/api/books/{book_id}", ({ id, header }) => {
      const response = findVersion(catalogue.books, id, header("If-Match") ?? "*");
      if (response.status !== 200) return response;
      catalogue.books = catalogue.books.filter((book) => book.id !== id);
      return { status: 204 };
    }),
  ];
}

function authorHandlers(catalogue: Catalogue) {
  const matching = (query: URLSearchParams) =>
    catalogue.authors.filter(({ name }) => contains(name, query.get("search")));
  return [
    on("get", "/api/authors", ({ query }) => {
      const rows = sortRows(matching(query), query.get("sort") ?? "name");
      return { status: 200, body: paginate(rows, query) };
    }),
    on("get", "/api/authors/count", ({ query }) => countRows(matching(query))),
    on("post", "/api/authors/batch-delete", ({ body: { ids } }) => {
      const errors = deletionErrors(catalogue, ids);
      if (Object.keys(errors).length > 0) return makeProblem(409, "Some authors have books.", errors);
      const before = catalogue.authors.length;
      catalogue.authors = catalogue.authors.filter(({ id }) => !ids.includes(id));
      return { status: 200, body: { deleted: before - catalogue.authors.length } };
    }),
    on("post", "/api/authors", ({ body }) => {
      const author = makeAuthor({ id: catalogue.authors.length + 1, ...body });
      catalogue.authors.push(author);
      return { status: 201, body: author };
    }),
    on("get", "/api/authors/{author_id}", ({ id }) => findRow(catalogue.authors, id)),
    on("patch", "/api/authors/{author_id}", ({ id, header, body }) => {
      for (const book of catalogue.books) {
        if (book.author.id === id) book.author.name = body.name ?? book.author.name;
      }
      return updateRow(catalogue.authors, id, header("If-Match"), body);
    }),
    on("delete", "/api/authors/{author_id}", ({ id, header }) => {
      const response = findVersion(catalogue.authors, id, header("If-Match") ?? "*");
      if (response.status !== 200) return response;
      catalogue.authors = catalogue.authors.filter((author) => author.id !== id);
      return { status: 204 };
    }),
  ];
}

/** Why authors cannot be deleted, by the paths of their ids in the request. */
function deletionErrors({ authors, books }: Catalogue, ids: number[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [index, id] of ids.entries()) {
    const { length } = books.filter(({ author }) => author.id === id);
    const name = authors.find((author) => author.id === id)?.name ?? "";
    if (length > 0) errors[`ids.${index}`] = `${name} still has ${length} books.`;
  }
  return errors;
}

function contains(text: string, search: string | null) {
  return search === null || text.toLowerCase().includes(search.toLowerCase());
}

function equals(value: string, expected: string | null) {
  return expected === null || value === expected;
}

function sortRows<Row extends object>(rows: Row[], sort: string): Row[] {
  const field = sort.replace("-", "") as keyof Row;
  const ascending = rows.toSorted((a, b) =>
    String(a[field]).localeCompare(String(b[field]), "en", { numeric: true }),
  );
  return sort.startsWith("-") ? ascending.toReversed() : ascending;
}

function countRows(rows: unknown[]) {
  return { status: 200 as const, body: { count: rows.length } };
}

/** Returns a page, with the offset of the next one as its cursor. */
function paginate<Row>(rows: Row[], query: URLSearchParams) {
  const start = Number(query.get("cursor") ?? 0);
  const end = start + Number(query.get("limit") ?? 20);
  return { items: rows.slice(start, end), next_cursor: end < rows.length ? String(end) : null };
}

function findRow<Row extends { id: number }>(rows: Row[], id: number) {
  const row = rows.find((each) => each.id === id);
  return row
    ? { status: 200 as const, body: row }
    : makeProblem(404, `There is no record with the ID ${id}.`);
}

/** Returns the record if it has the version of an If-Match header, such as `"3"`. */
function findVersion<Row extends { id: number; version: number }>(rows: Row[], id: number, ifMatch: string) {
  const response = findRow(rows, id);
  const isOutdated = response.status === 200 && !["*", `"${response.body.version}"`].includes(ifMatch);
  return isOutdated ? makeProblem(412, "This record has changed.") : response;
}

function updateRow<Row extends { id: number; version: number }>(
  rows: Row[],
  id: number,
  ifMatch: string | null,
  fields: Partial<Row>,
) {
  if (ifMatch === null) return makeProblem(428, "Send the version as If-Match.");
  const response = findVersion(rows, id, ifMatch);
  if (response.status !== 200) return response;
  Object.assign(response.body, fields, { version: response.body.version + 1 });
  return response;
}
