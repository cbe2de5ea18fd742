import type { Description } from "@/components/description";
import { bookCreateRules, bookUpdateRules } from "@/lib/api/rules";

import { books, bookSorts } from "./api";
import type { Book, BooksSearch } from "./api";
import { bookFields } from "./fields";
import { BooksFilters } from "./filters";
import { PriceReport } from "./price-report";
import { texts } from "./texts";

export const description: Description<Book, BooksSearch> = {
  resource: books,
  fields: bookFields,
  rules: { create: bookCreateRules, update: bookUpdateRules },
  sorts: bookSorts,
  texts,
  Filters: BooksFilters,
  SelectionActions: PriceReport,
};
