import { Button } from "@mantine/core";
import IconReportMoney from "@tabler/icons-react/icons/IconReportMoney";
import { lazy, Suspense, useState } from "react";

import type { Book } from "./api";
import { priceReportTexts as texts } from "./texts";

// Loaded on demand, because few visits need it.
const PriceReportDialog = lazy(async () => ({
  default: (await import("./price-report-dialog")).PriceReportDialog,
}));

/** Has the prices of the selected books written to a file, and mailed. */
export function PriceReport({ rows }: { rows: Book[] }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconReportMoney aria-hidden size={14} />}
        disabled={rows.length > 1000}
        onClick={() => {
          setOpened(true);
        }}
      >
        {texts.title}
      </Button>
      <Suspense>
        {opened && (
          <PriceReportDialog
            books={rows}
            onClose={() => {
              setOpened(false);
            }}
          />
        )}
      </Suspense>
    </>
  );
}
