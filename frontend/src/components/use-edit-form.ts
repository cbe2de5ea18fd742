import { useState } from "react";

import { isNotFound, isOutdated } from "@/lib/api/problem";
import { changedFields, isChanged } from "@/lib/changes";
import { notify } from "@/lib/notify";

import type { EditRecordProps } from "./edit-record";
import type { Versioned } from "./form-definition";
import { useRecordForm } from "./use-record-form";

/** Changes a record of one version, and finds out what to do when there is another one by now. */
export function useEditForm<R extends Versioned, Values extends object, Create, Update>(
  props: EditRecordProps<R, Values, Create, Update>,
  opened: R,
  onTouch: () => void,
) {
  const { definition, record, update, create } = props;
  const { fromRecord, nameOf, toBody, rules, texts } = definition;
  const [base, setBase] = useState(opened);
  const [theirs, setTheirs] = useState<R>();
  const [gone, setGone] = useState(false);
  const before = fromRecord(base);
  const { form, submit, close, ...state } = useRecordForm(definition, before, onTouch);

  /** Sends what differs from a version, with its number. */
  function save(values: Values, version: R) {
    const changes = changedFields(toBody(fromRecord(version)), toBody(values));
    if (Object.keys(changes).length === 0) close();
    else void submit(rules.update, changes, (body) => send(body, values, version));
  }

  async function send(body: Update, values: Values, { id, version }: R) {
    try {
      finish(await update({ id, version, body }), values);
    } catch (reason) {
      if (isNotFound(reason)) setGone(true);
      else if (isOutdated(reason)) await compare(values);
      else throw reason;
    }
  }

  async function compare(values: Values) {
    const { data, error } = await record.refetch();
    if (isNotFound(error)) setGone(true);
    else if (error) throw error;
    else if (data && isChanged(toBody(fromRecord(data)), toBody(values))) setTheirs(data);
    // It is what was to be saved: the answer to an earlier attempt was lost, or they did the same.
    else if (data) finish(data, values);
  }

  function finish(saved: R, values: Values) {
    notify({ message: texts.done.updated(nameOf(fromRecord(saved))) });
    const typedSince = isChanged(values, form.getValues());
    if (typedSince) setBase(saved);
    else close();
  }

  /** Goes on with values that were chosen from both versions: a change of theirs now. */
  function resolve(values: Values, version: R) {
    setBase(version);
    setTheirs(undefined);
    form.setValues(values);
  }

  async function createAnew(body: Create) {
    notify({ message: texts.done.created(nameOf(fromRecord(await create(body)))) });
    close();
  }

  return {
    ...state,
    form,
    before,
    theirs,
    gone,
    resolve,
    save: (values = form.getValues(), version = base) => {
      save(values, version);
    },
    createAnew: () => void submit(rules.create, toBody(form.getValues()), createAnew),
  };
}
