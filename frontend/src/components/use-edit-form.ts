import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { replaceRow } from "@/lib/api/cache";
import { useCreate, useUpdate } from "@/lib/api/mutations";
import { isNotFound, isOutdated } from "@/lib/api/problem";
import type { Row } from "@/lib/api/resource";
import { isChanged } from "@/lib/changes";
import { notify } from "@/lib/notify";

import { toBody, valuesOf } from "./form-definition";
import type { FormDefinition, Values } from "./form-definition";
import { useRecordForm } from "./use-record-form";

export interface EditOptions {
  definition: FormDefinition;
  /** The record when the form was opened. */
  opened: Row;
  /** Called when the user starts to edit. */
  onTouch: () => void;
}

/** Edits a version of a record, and handles changes that other users saved in the meantime. */
export function useEditForm({ definition, opened, onTouch }: EditOptions) {
  const { resource, texts } = definition;
  const queryClient = useQueryClient();
  const [base, setBase] = useState(opened);
  const [theirs, setTheirs] = useState<Row>();
  const [gone, setGone] = useState(false);
  const before = valuesOf(definition, base);
  const { form, submit, close, ...state } = useRecordForm(definition, before, onTouch);
  const update = useUpdate(resource).mutateAsync;
  const create = useCreate(resource).mutateAsync;
  const differ = (one: Values, other: Values) =>
    isChanged(toBody(definition, one), toBody(definition, other));

  /** Sends the fields that differ from a version, with its number. */
  function save(values = form.getValues(), version = base) {
    const known = valuesOf(definition, version);
    if (!differ(known, values)) close();
    else void submit((body) => send(body, values, version).catch(noticeDeletion), values, known);
  }

  async function send(body: never, values: Values, { id, version }: Row) {
    try {
      finish(await update({ id, version, body }), values);
    } catch (reason) {
      if (!isOutdated(reason)) throw reason;
      await compare(values);
    }
  }

  function noticeDeletion(reason: unknown) {
    if (!isNotFound(reason)) throw reason;
    setGone(true);
  }

  async function compare(values: Values) {
    const latest = await resource.load(opened.id);
    replaceRow(queryClient, resource.key, latest);
    if (differ(valuesOf(definition, latest), values)) setTheirs(latest);
    // Already saved: the response to an earlier attempt was lost, or another user made the same change.
    else finish(latest, values);
  }

  function finish(saved: Row, values: Values) {
    notify({ message: texts.done.updated(resource.nameOf(saved)) });
    const typedSince = differ(values, form.getValues());
    if (typedSince) setBase(saved);
    else close();
  }

  /** Continues with values merged from both versions, based on the newer one. */
  function resolve(values: Values, version: Row) {
    setBase(version);
    setTheirs(undefined);
    form.setValues(values);
  }

  async function sendAgain(body: never) {
    notify({ message: texts.done.created(resource.nameOf(await create(body))) });
    close();
  }

  function createAgain() {
    void submit(sendAgain, form.getValues());
  }

  return { ...state, form, before, theirs, gone, resolve, save, createAgain };
}
