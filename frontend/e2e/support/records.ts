import type { APIRequestContext } from "@playwright/test";

interface Book {
  id: number;
  version: number;
}

/** Returns the book with a title from the API. */
export async function findBook(request: APIRequestContext, title: string): Promise<Book> {
  const response = await request.get("/api/books", { params: { search: title } });
  const { items } = (await response.json()) as { items: Book[] };
  if (!items[0]) throw new Error(`no book has the title “${title}”`);
  return items[0];
}

/** Changes a book through the API, as another user would. */
export async function changeBook(request: APIRequestContext, title: string, data: object) {
  const { id, version } = await findBook(request, title);
  const headers = { "If-Match": `"${version}"` };
  await request.patch(`/api/books/${id}`, { data, headers, failOnStatusCode: true });
}

/** Returns the number of books that match the filters. */
export async function countBooks(request: APIRequestContext, params: Record<string, string> = {}) {
  const response = await request.get("/api/books/count", { params });
  return ((await response.json()) as { count: number }).count;
}
