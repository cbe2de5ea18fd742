import type { components, operations } from "@/lib/api/schema";

export type Author = components["schemas"]["Author"];
export type AuthorCreate = components["schemas"]["AuthorCreate"];
export type AuthorUpdate = components["schemas"]["AuthorUpdate"];

type ListAuthorsQuery = NonNullable<operations["listAuthors"]["parameters"]["query"]>;
export type AuthorSort = NonNullable<ListAuthorsQuery["sort"]>;
