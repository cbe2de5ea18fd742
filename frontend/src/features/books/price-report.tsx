import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import IconReportMoney from "@tabler/icons-react/icons/IconReportMoney";
import { lazy, Suspense } from "react";

import type { Book } from "./api";
import { priceReportTexts as texts } from "./texts";

// Loaded on demand, because few visits need it.
const PriceReportDialog = lazy(async () => ({
  default: (await import("./price-report-dialog")).PriceReportDialog,
}));

/** Has the prices of the selected books written to a file, and mailed. */
export function PriceReport({ rows }: { rows: Book[] }) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconReportMoney aria-hidden size={14} />}
        disabled={rows.length > 1000}
        onClick={open}
      >
        {texts.title}
      </Button>
      <Suspense>{opened && <PriceReportDialog books={rows} onClose={close} />}</Suspense>
    </>
  );
}
