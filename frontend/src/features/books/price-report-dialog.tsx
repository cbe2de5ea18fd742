import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import IconDownload from "@tabler/icons-react/icons/IconDownload";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { Dialog } from "@/components/dialog";
import { FormAlert } from "@/components/form-alert";
import { formTexts } from "@/components/form-texts";
import { LoadingButton } from "@/components/loading-button";
import { client } from "@/lib/api/client";
// region accounts
import { useUser } from "@/lib/api/session";
// endregion
import { unwrap } from "@/lib/api/unwrap";
import { fieldErrors } from "@/lib/form-errors";
import { formatCount } from "@/lib/format";

import type { Book } from "./api";
import { priceReportTexts as texts, texts as bookTexts } from "./texts";

interface PriceReportDialogProps {
  books: Book[];
  onClose: () => void;
}

/** How often the progress is read, in milliseconds. */
const interval = 300;

/** Asks for an address, and then shows the progress of the background job. */
export function PriceReportDialog({ books, onClose }: PriceReportDialogProps) {
  const request = useMutation({
    mutationFn: (recipient: string) => {
      const body = { book_ids: books.map(({ id }) => id), recipient };
      return unwrap(client.POST("/api/price-reports", { body }));
    },
  });
  return (
    <Dialog title={texts.title} onClose={onClose}>
      {request.data ? (
        <Progress id={request.data.id} recipient={request.variables} onClose={onClose} />
      ) : (
        <Request request={request} count={books.length} />
      )}
    </Dialog>
  );
}

interface RequestProps {
  request: { mutate: (recipient: string) => void; isPending: boolean; error: unknown };
  count: number;
}

const labels = { recipient: texts.recipient };

function Request({ request, count }: RequestProps) {
  const [recipient, setRecipient] = useState(useUser()?.email ?? "");
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        request.mutate(recipient.trim());
      }}
    >
      <Stack>
        <Text size="sm">{texts.explanation(formatCount(count, bookTexts.noun))}</Text>
        <FormAlert error={request.error} labels={labels} />
        <TextInput
          data-autofocus
          type="email"
          autoComplete="email"
          label={texts.recipient}
          value={recipient}
          error={fieldErrors(request.error, labels).recipient}
          onChange={(event) => setRecipient(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <LoadingButton type="submit" loading={request.isPending}>
            {texts.send}
          </LoadingButton>
        </Group>
      </Stack>
    </form>
  );
}

interface ProgressProps {
  id: number;
  recipient: string;
  onClose: () => void;
}

function Progress({ id, recipient, onClose }: ProgressProps) {
  const params = { path: { report_id: id } };
  const { data: report } = useQuery({
    queryKey: ["price-reports", id],
    queryFn: ({ signal }) => unwrap(client.GET("/api/price-reports/{report_id}", { params, signal })),
    refetchInterval: ({ state }) => (state.data?.is_finished === true ? false : interval),
  });
  const finished = report?.is_finished === true;
  return (
    <Stack>
      <Text size="sm" role="status">
        {finished ? texts.finished(recipient) : texts.writing}
      </Text>
      <progress
        aria-label={texts.progress}
        style={{ width: "100%", accentColor: "var(--mantine-primary-color-filled)" }}
        max={report?.total ?? 1}
        value={finished ? report.total : (report?.done ?? 0)}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {formTexts.close}
        </Button>
        <Button
          component="a"
          href={`/api/price-reports/${id}/file`}
          leftSection={<IconDownload aria-hidden size={16} />}
          data-disabled={!finished || undefined}
          aria-disabled={!finished}
        >
          {texts.download}
        </Button>
      </Group>
    </Stack>
  );
}
