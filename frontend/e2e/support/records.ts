import type { APIRequestContext } from "@playwright/test";

interface Book {
  id: number;
  version: number;
}

/** The book of that title, as the API has it now. */
export async function findBook(request: APIRequestContext, title: string): Promise<Book> {
  const answer = await request.get("/api/books", { params: { search: title } });
  const { items } = (await answer.json()) as { items: Book[] };
  if (!items[0]) throw new Error(`there is no book ${title}`);
  return items[0];
}

/** What somebody else does to a book, while the page is open. */
export async function changeBook(request: APIRequestContext, title: string, data: object) {
  const { id, version } = await findBook(request, title);
  const headers = { "If-Match": `"${version}"` };
  await request.patch(`/api/books/${id}`, { data, headers, failOnStatusCode: true });
}

/** How many books pass filters. */
export async function countBooks(request: APIRequestContext, params: Record<string, string> = {}) {
  const answer = await request.get("/api/books/count", { params });
  return ((await answer.json()) as { count: number }).count;
}
