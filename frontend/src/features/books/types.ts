import type { components, operations } from "@/lib/api/schema";

export type Book = components["schemas"]["Book"];
export type BookAuthor = components["schemas"]["BookAuthor"];
export type BookCreate = components["schemas"]["BookCreate"];
export type BookUpdate = components["schemas"]["BookUpdate"];
export type BookStatus = Book["status"];

type ListBooksQuery = NonNullable<operations["listBooks"]["parameters"]["query"]>;
export type BookSort = NonNullable<ListBooksQuery["sort"]>;
