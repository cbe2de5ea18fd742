import { useAuthorName } from "../api/get-author-name";

export function AuthorName({ id }: { id: number }) {
  return useAuthorName(id).data ?? "…";
}
