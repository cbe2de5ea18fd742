import { client, etagOf } from "./client";
import type { paths } from "./schema";
import { ignoreNotFound, unwrap } from "./unwrap";
import type { Result } from "./unwrap";

/** The fields that all records have. */
export interface Row {
  id: number;
  /** Incremented by each change. */
  version: number;
  created_at: string;
  updated_at: string;
}

interface Json<Body> {
  content: { "application/json": Body };
}

type Path = keyof paths;
type PathOfOne<P extends Path> = Extract<Path, `${P}/{${string}}`>;

/** The record type of an API path: RowOf<"/api/books">. */
export type RowOf<P extends Path> = paths[P] extends {
  get: { responses: { 200: Json<{ items: (infer Item extends Row)[] }> } };
}
  ? Item
  : never;

/** The query parameters for searching, filtering and sorting a list. */
export type SearchOf<P extends Path> = paths[P] extends {
  get: { parameters: { query?: infer Query } };
}
  ? { [Name in Exclude<keyof Query, "cursor" | "limit">]?: Query[Name] | undefined }
  : never;

export type SortOf<P extends Path> = NonNullable<SearchOf<P> extends { sort?: infer Sort } ? Sort : never>;

export type CreateOf<P extends Path> = paths[P] extends { post: { requestBody: Json<infer Body> } }
  ? Body
  : never;

export type UpdateOf<P extends Path> = paths[PathOfOne<P>] extends {
  patch: { requestBody: Json<infer Body> };
}
  ? Body
  : never;

/** A change to a given version of a record. */
export interface Change<Update> {
  id: number;
  version: number;
  body: Update;
}

interface Paging {
  cursor?: string | undefined;
  limit: number;
}

interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}

interface Options {
  params?: { path?: object; query?: object; header?: Record<string, string> };
  body?: unknown;
  signal?: AbortSignal | undefined;
}

type Method = "GET" | "POST" | "PATCH" | "DELETE";
type Call = (path: string, options: Options) => Promise<Result<unknown>>;

/** Sends a request to a path that is only known at run time, so the compiler cannot infer its types. */
async function send<Data>(method: Method, path: string, options: Options): Promise<Data> {
  return (await unwrap((client as unknown as Record<Method, Call>)[method](path, options))) as Data;
}

/** Returns the number of records that match the filters. */
export function countRecords(path: string, query: object, signal: AbortSignal) {
  return send<{ count: number }>("GET", `${path}/count`, { params: { query }, signal });
}

/** The requests for one type of record. */
export interface Resource<Item extends Row = Row, Search = never, Create = never, Update = never> {
  path: string;
  /** The prefix of all query and mutation keys. */
  key: string[];
  /** The field that names a record, such as its title. */
  label: string;
  nameOf: (item: Pick<Row, "id">) => string;
  load: (id: number, signal?: AbortSignal) => Promise<Item>;
  loadPage: (search: Search, paging: Paging, signal: AbortSignal) => Promise<Page<Item>>;
  create: (body: Create) => Promise<Item>;
  /** Fails with 412 if the record is no longer at this version. */
  update: (change: Change<Update>) => Promise<Item>;
  /** Fails with 412 if the record is no longer at this version. */
  remove: (item: Row) => Promise<void>;
  /** Deletes either all of the records or none. */
  removeMany: (ids: number[]) => Promise<{ deleted: number }>;
}

/** Creates the requests of a resource, typed by the OpenAPI document. */
export function createResource<P extends Path>(
  path: P,
  label: keyof RowOf<P> & string,
): Resource<RowOf<P>, SearchOf<P>, CreateOf<P>, UpdateOf<P>> {
  const one = `${path}/{id}`;
  const ifMatch = ({ id, version }: { id: number; version: number }) => ({
    params: { path: { id }, header: { "If-Match": etagOf(version) } },
  });
  return {
    path,
    key: [keyOf(path)],
    label,
    nameOf: (item) => String(item[label as "id"]),
    load: (id, signal) => send("GET", one, { params: { path: { id } }, signal }),
    loadPage: (search, paging, signal) =>
      send("GET", path, { params: { query: { ...search, ...paging } }, signal }),
    create: (body) => send("POST", path, { body }),
    update: ({ body, ...version }) => send("PATCH", one, { ...ifMatch(version), body }),
    remove: (item) => send<undefined>("DELETE", one, ifMatch(item)).catch(ignoreNotFound),
    removeMany: (ids) => send("POST", `${path}/batch-delete`, { body: { ids } }),
  };
}

export function keyOf(path: string): string {
  return path.replace("/api/", "");
}
