import { Badge } from "@mantine/core";

import { statusLabels } from "../texts";
import type { BookStatus } from "../types";

const colors: Record<BookStatus, string> = {
  draft: "gray",
  published: "pine",
  out_of_print: "orange",
};

export function StatusBadge({ status }: { status: BookStatus }) {
  return (
    <Badge variant="light" color={colors[status]} tt="none" fw={550}>
      {statusLabels[status]}
    </Badge>
  );
}
