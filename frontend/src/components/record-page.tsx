import { Anchor, Breadcrumbs, Button, Group, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import IconPencil from "@tabler/icons-react/icons/IconPencil";
import IconTrash from "@tabler/icons-react/icons/IconTrash";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useRouter } from "@tanstack/react-router";
import { Fragment } from "react";
import type { ReactNode } from "react";

import { failureOf } from "@/lib/api/failure";
import { isNotFound } from "@/lib/api/problem";
import { recordQuery } from "@/lib/api/queries";
import type { Resource, Row } from "@/lib/api/resource";
import { formatTime } from "@/lib/format";

import { DeleteRecord } from "./delete-record";
import type { RecordDescription } from "./description";
import { ErrorState } from "./error-state";
import { showValue, valueOf } from "./fields/field";
import type { Field } from "./fields/field";
import type { Referred } from "./fields/kinds";
import { formTexts } from "./form-texts";
import { addressOf, ButtonLink, linkTo } from "./links";
import { PageHeader } from "./page-header";
import { usePermissions } from "./permissions";
import classes from "./record-page.module.css";
import { texts as sharedTexts } from "./texts";

interface RecordPageProps {
  description: RecordDescription;
  id: number;
}

/** The page of a record: all its fields, and what can be done with it. */
export function RecordPage({ description, id }: RecordPageProps) {
  const { resource, texts, fields } = description;
  const query = useQuery(recordQuery(useQueryClient(), resource, id));
  const error = failureOf(query);
  const record = isNotFound(error) ? undefined : query.data;
  const name = record && resource.nameOf(record);

  if (record === undefined && error !== null) {
    const back = <ButtonLink {...linkTo(resource)}>{formTexts.notFound.back(texts.noun.other)}</ButtonLink>;
    return <ErrorState order={1} error={error} {...(isNotFound(error) && { action: back })} />;
  }
  return (
    <Stack gap="lg">
      <Breadcrumbs component="nav" aria-label={sharedTexts.breadcrumbs} className={classes.path}>
        <Anchor size="sm" renderRoot={(anchor) => <Link {...linkTo(resource)} {...anchor} />}>
          {texts.title}
        </Anchor>
        <Text size="sm" c="dimmed" truncate aria-current="page">
          {name ?? sharedTexts.loading}
        </Text>
      </Breadcrumbs>
      <PageHeader
        title={name ?? sharedTexts.loading}
        action={record && <Actions description={description} record={record} />}
      />
      <Paper withBorder component="dl" className={classes.fields} aria-busy={record === undefined}>
        {Object.entries(fields)
          // The title of the page.
          .filter(([field]) => field !== resource.label)
          .map(([field, definition]) => (
            <Entry key={field} label={texts.fields[field] ?? field} field={definition}>
              {record && <Value field={definition} value={valueOf(definition, field, record)} />}
            </Entry>
          ))}
        <Entry label={sharedTexts.created}>{record && formatTime(record.created_at)}</Entry>
        <Entry label={sharedTexts.updated}>{record && formatTime(record.updated_at)}</Entry>
      </Paper>
    </Stack>
  );
}

interface EntryProps {
  label: string;
  field?: Field;
  /** The value. Undefined until the record is loaded. */
  children: ReactNode;
}

function Entry({ label, field, children }: EntryProps) {
  return (
    <div data-kind={field?.input.type}>
      <dt>{label}</dt>
      <dd>{children ?? <Skeleton h={14} my={4} w="60%" />}</dd>
    </div>
  );
}

interface ActionsProps {
  description: RecordDescription;
  record: Row;
}

function Actions({ description, record }: ActionsProps) {
  const navigate = useNavigate();
  const { canEdit, hint } = usePermissions();
  const [deleting, { open, close }] = useDisclosure();
  const related = description.related?.(record as never);
  return (
    <Group gap="xs" miw={0}>
      {related && (
        <ButtonLink {...related.link} variant="default" maw="min(100%, 24rem)" leftSection={related.icon}>
          {related.label}
        </ButtonLink>
      )}
      {canEdit ? (
        <>
          <ButtonLink
            {...linkTo(description.resource, record.id, "edit")}
            leftSection={<IconPencil aria-hidden size={16} />}
          >
            {sharedTexts.edit}
          </ButtonLink>
          <Button variant="default" leftSection={<IconTrash aria-hidden size={16} />} onClick={open}>
            {formTexts.remove.confirm}
          </Button>
        </>
      ) : (
        hint
      )}
      {deleting && (
        <DeleteRecord
          definition={description}
          record={record}
          onClose={close}
          onConfirm={() => {
            // Back would lead to a page that no longer exists.
            void navigate({ ...linkTo(description.resource), replace: true });
          }}
        />
      )}
    </Group>
  );
}

/** A value as text. References are links if its resource has pages, and so is an address outside of this site. */
function Value({ field, value }: { field: Field; value: unknown }) {
  const router = useRouter();
  const shown = showValue(field, value);
  if (shown === undefined)
    return (
      <Text span c="dimmed">
        {formTexts.conflict.nothing}
      </Text>
    );
  if (field.href) {
    const href = field.href(value);
    const isPage = href.startsWith("http");
    return (
      <Anchor href={href} {...(isPage && { target: "_blank", rel: "noopener noreferrer" })}>
        {shown}
      </Anchor>
    );
  }
  if (field.input.type !== "reference" && field.input.type !== "references") return shown;
  const resource = field.input.resource as Resource;
  if (!(`${addressOf(resource)}/$id` in router.routesByPath)) return shown;
  return [value as Referred | Referred[]].flat().map((record, index) => (
    <Fragment key={record.id}>
      {index > 0 && ", "}
      <Anchor renderRoot={(anchor) => <Link {...linkTo(resource, record.id)} search={{}} {...anchor} />}>
        {resource.nameOf(record)}
      </Anchor>
    </Fragment>
  ));
}
