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
  /** The record as it was when the form opened. */
  opened: Row;
  /** The user has begun to change it. */
  onTouch: () => void;
}

/** Changes a record of one version, and finds out what to do if there is another one by now. */
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

  /** Sends what differs from a version, with its number. */
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
    // It is what was to be saved: the answer to an earlier attempt was lost, or they did the same.
    else finish(latest, values);
  }

  function finish(saved: Row, values: Values) {
    notify({ message: texts.done.updated(resource.nameOf(saved)) });
    const typedSince = differ(values, form.getValues());
    if (typedSince) setBase(saved);
    else close();
  }

  /** Goes on with values that were chosen from both versions: a change of theirs now. */
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
