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

/** An API over these records, as far as the pages need one. What it is told, it remembers. */
export function serveCatalogue(given: Partial<Catalogue> = {}): Catalogue {
  const catalogue = { authors: [makeAuthor()], books: [], ...given };
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
      .filter((book) => is(book.status, query.get("status")))
      .filter((book) => is(String(book.author.id), query.get("author_id")))
      .filter((book) => is(book.published_on.slice(0, 4), query.get("year")));
  return [
    on("get", "/api/books", ({ query }) => {
      const found = matching(query);
      return { status: 200, body: page(sorted(found, query.get("sort") ?? "title"), query) };
    }),
    on("get", "/api/books/count", ({ query }) => counted(matching(query))),
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
    on("get", "/api/books/{book_id}", ({ id }) => found(catalogue.books, id)),
    on("patch", "/api/books/{book_id}", ({ id, header, body: { author_id, ...fields } }) => {
      const author = author_id === undefined ? {} : { author: authorOf(author_id) };
      return changed(catalogue.books, id, header("If-Match"), { ...fields, ...author });
    }),
    on("delete", "/api/books/{book_id}", ({ id, header }) => {
      const answer = versioned(catalogue.books, id, header("If-Match") ?? "*");
      if (answer.status !== 200) return answer;
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
      const found = matching(query);
      return { status: 200, body: page(sorted(found, query.get("sort") ?? "name"), query) };
    }),
    on("get", "/api/authors/count", ({ query }) => counted(matching(query))),
    on("post", "/api/authors/batch-delete", ({ body: { ids } }) => {
      const refused = refusedDeletions(catalogue, ids);
      if (Object.keys(refused).length > 0) return makeProblem(409, "Some have books.", refused);
      const before = catalogue.authors.length;
      catalogue.authors = catalogue.authors.filter(({ id }) => !ids.includes(id));
      return { status: 200, body: { deleted: before - catalogue.authors.length } };
    }),
    on("post", "/api/authors", ({ body }) => {
      const author = makeAuthor({ id: catalogue.authors.length + 1, ...body });
      catalogue.authors.push(author);
      return { status: 201, body: author };
    }),
    on("get", "/api/authors/{author_id}", ({ id }) => found(catalogue.authors, id)),
    on("patch", "/api/authors/{author_id}", ({ id, header, body }) => {
      for (const book of catalogue.books) {
        if (book.author.id === id) book.author.name = body.name ?? book.author.name;
      }
      return changed(catalogue.authors, id, header("If-Match"), body);
    }),
    on("delete", "/api/authors/{author_id}", ({ id, header }) => {
      const answer = versioned(catalogue.authors, id, header("If-Match") ?? "*");
      if (answer.status !== 200) return answer;
      catalogue.authors = catalogue.authors.filter((author) => author.id !== id);
      return { status: 204 };
    }),
  ];
}

/** Why some of the authors stay, by the place of their ids in the request. */
function refusedDeletions({ authors, books }: Catalogue, ids: number[]): Record<string, string> {
  const refused: Record<string, string> = {};
  for (const [index, id] of ids.entries()) {
    const { length } = books.filter(({ author }) => author.id === id);
    const name = authors.find((author) => author.id === id)?.name ?? "";
    if (length > 0) refused[`ids.${index}`] = `${name} still has ${length} books.`;
  }
  return refused;
}

function contains(text: string, search: string | null) {
  return search === null || text.toLowerCase().includes(search.toLowerCase());
}

function is(value: string, wanted: string | null) {
  return wanted === null || value === wanted;
}

function sorted<Row extends object>(rows: Row[], sort: string): Row[] {
  const field = sort.replace("-", "") as keyof Row;
  const ascending = rows.toSorted((a, b) =>
    String(a[field]).localeCompare(String(b[field]), "en", { numeric: true }),
  );
  return sort.startsWith("-") ? ascending.toReversed() : ascending;
}

function counted(rows: unknown[]) {
  return { status: 200 as const, body: { count: rows.length } };
}

/** The cursor is where the next page begins. */
function page<Row>(rows: Row[], query: URLSearchParams) {
  const start = Number(query.get("cursor") ?? 0);
  const end = start + Number(query.get("limit") ?? 20);
  return { items: rows.slice(start, end), next_cursor: end < rows.length ? String(end) : null };
}

function found<Row extends { id: number }>(rows: Row[], id: number) {
  const row = rows.find((each) => each.id === id);
  return row ? { status: 200 as const, body: row } : makeProblem(404, `There is no number ${id}.`);
}

/** Only the version that the request names is there to change, as an ETag: `"3"`. */
function versioned<Row extends { id: number; version: number }>(rows: Row[], id: number, ifMatch: string) {
  const answer = found(rows, id);
  const other = answer.status === 200 && !["*", `"${answer.body.version}"`].includes(ifMatch);
  return other ? makeProblem(412, "It is another version.") : answer;
}

function changed<Row extends { id: number; version: number }>(
  rows: Row[],
  id: number,
  ifMatch: string | null,
  fields: Partial<Row>,
) {
  if (ifMatch === null) return makeProblem(428, "Say in If-Match which version.");
  const answer = versioned(rows, id, ifMatch);
  if (answer.status !== 200) return answer;
  Object.assign(answer.body, fields, { version: answer.body.version + 1 });
  return answer;
}
