import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { http, HttpResponse } from "msw/http";
import { expect, test, vi } from "vitest";

import { CascadesContext } from "@/components/cascades";
import { DeleteManyDialog } from "@/components/data-list/delete-many-dialog";
import { DeleteRecord } from "@/components/delete-record";
import { reference } from "@/components/fields/kinds";
import type { FormDefinition } from "@/components/form-definition";
import { formTexts } from "@/components/form-texts";
import { resourceTexts } from "@/components/resource-texts";
import { createResource } from "@/lib/api/resource";
import type { Resource, Row } from "@/lib/api/resource";
import { createQueryClient } from "@/lib/query-client";
import { server } from "@/testing/api";

import { cascadesOf } from "./cascades";

function describe(one: string, target?: Resource, cascade?: true): FormDefinition {
  const resource: Resource = createResource(`/api/${one}s` as never, "name" as never);
  const shelf = reference(target ?? resource, { from: "shelf", ...(cascade && { cascade }) });
  return {
    resource,
    texts: { ...resourceTexts({ one, other: `${one}s` }, "name"), fields: {} },
    fields: { shelf_id: shelf },
    rules: { create: { entries: {} }, update: { entries: {} } },
  };
}

const shelf = describe("shelf");
const box = describe("box", shelf.resource, true);
const card = describe("card", shelf.resource, true);
const note = describe("note", box.resource, true);
const guest = describe("guest", shelf.resource);
const row = (id: number) => ({ id, name: `Shelf ${id}`, version: 1 }) as unknown as Row;

function show(records: number[], descriptions: FormDefinition[], counts: Record<string, number> = {}) {
  const asked: string[] = [];
  server.use(
    http.get("/api/:path/count", ({ params, request }) => {
      asked.push(`${String(params.path)}${new URL(request.url).search}`);
      return HttpResponse.json({ count: counts[String(params.path)] ?? 0 });
    }),
  );
  const [first = 0] = records;
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={createQueryClient()}>
        <CascadesContext value={(path) => Promise.resolve(cascadesOf(descriptions, path))}>
          {records.length === 1 ? (
            <DeleteRecord definition={shelf} record={row(first)} onClose={vi.fn()} />
          ) : (
            <DeleteManyDialog
              resource={shelf.resource}
              texts={shelf.texts}
              removal={{ error: null } as never}
              records={records.map(row)}
              onClose={vi.fn()}
            />
          )}
        </CascadesContext>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return asked;
}

test("the question before a deletion counts what else is deleted", async () => {
  const asked = show([7], [shelf, box, card, guest], { boxs: 3, cards: 1, guests: 5 });

  expect(await screen.findByText(formTexts.remove.also("3 boxs and 1 card", false))).toBeVisible();
  expect(asked.toSorted()).toEqual(["boxs?shelf_id=7", "cards?shelf_id=7"]);
});

test("the question says if other records are deleted together with those", async () => {
  show([7], [shelf, box, note], { boxs: 1 });

  expect(await screen.findByText(formTexts.remove.also("1 box", true))).toBeVisible();
});

test("the question before several deletions names what else is deleted", async () => {
  show([7, 8], [shelf, box, card]);

  expect(await screen.findByText(formTexts.remove.alsoTheir("boxs and cards", false))).toBeVisible();
});

test("the question says nothing more if nothing else is deleted", async () => {
  const asked = show([7], [shelf, box, guest]);

  await vi.waitFor(() => {
    expect(asked).toEqual(["boxs?shelf_id=7"]);
  });
  expect(screen.queryByText(/Also deletes/)).not.toBeInTheDocument();
});
