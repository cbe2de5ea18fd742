import { Button, Group, Radio, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { ReactNode } from "react";

import { changedFields } from "@/lib/changes";
import { formatTime } from "@/lib/format";

import classes from "./form-conflict.module.css";
import type { FormDefinition, ShowValues, Versioned } from "./form-definition";
import { FormLayout } from "./form-layout";
import { formTexts } from "./form-texts";

interface FormConflictProps<R extends Versioned, Values extends object> {
  definition: FormDefinition<R, Values, unknown, unknown>;
  show: ShowValues<Values> | undefined;
  /** As it was when the user began. */
  before: Values;
  mine: Values;
  theirs: R;
  /** Both get the chosen values. */
  onBack: (values: Values) => void;
  onSave: (values: Values) => void;
}

const texts = formTexts.conflict;
const choiceOfAll = { mine: texts.allMine, theirs: texts.allTheirs };

/** Two versions of a record, as far as they differ, and a choice between them for each field. */
export function FormConflict<R extends Versioned, Values extends object>(
  props: FormConflictProps<R, Values>,
) {
  const { definition, before, mine, theirs, onBack, onSave } = props;
  const { fromRecord, toBody } = definition;
  const show: ShowValues<Values> = props.show ?? {};
  const other = fromRecord(theirs);
  const changes = (values: Values) => changedFields(toBody(before), toBody(values));
  const fields = Object.keys(changedFields(toBody(other), toBody(mine))) as (keyof Values)[];
  // What the user left alone is theirs, for all that is known.
  const [taken, setTaken] = useState(() => fields.filter((field) => !(field in changes(mine))));

  function chosen(): Values {
    const values = { ...mine };
    for (const field of taken) values[field] = other[field];
    return values;
  }

  return (
    <FormLayout
      submitLabel={texts.save}
      cancelLabel={texts.back}
      onSubmit={() => {
        onSave(chosen());
      }}
      onCancel={() => {
        onBack(chosen());
      }}
    >
      <Stack gap={4}>
        <Title order={3} size="h4" tabIndex={-1} data-autofocus className={classes.title}>
          {texts.title}
        </Title>
        <Text size="sm" c="dimmed">
          {texts.detail} {texts.savedAt(formatTime(theirs.updated_at))}
        </Text>
      </Stack>
      {fields.length > 1 && (
        <Group gap="xs">
          {(["mine", "theirs"] as const).map((choice) => (
            <Button
              key={choice}
              size="compact-sm"
              variant="default"
              onClick={() => {
                setTaken(choice === "theirs" ? fields : []);
              }}
            >
              {choiceOfAll[choice]}
            </Button>
          ))}
        </Group>
      )}
      {fields.map((field) => (
        <ConflictField
          key={String(field)}
          label={definition.texts.fields[field]}
          show={show[field]}
          mine={{ value: mine[field], changed: field in changes(mine) }}
          theirs={{ value: other[field], changed: field in changes(other) }}
          choice={taken.includes(field) ? "theirs" : "mine"}
          onChoose={(choice: Choice) => {
            const rest = taken.filter((each) => each !== field);
            setTaken(choice === "theirs" ? [...rest, field] : rest);
          }}
        />
      ))}
    </FormLayout>
  );
}

type Choice = "mine" | "theirs";

interface Side<Value> {
  value: Value;
  changed: boolean;
}

interface ConflictFieldProps<Value> {
  label: string;
  /** How the value reads. */
  show: ((value: NonNullable<Value>) => ReactNode) | undefined;
  mine: Side<Value>;
  theirs: Side<Value>;
  choice: Choice;
  onChoose: (choice: Choice) => void;
}

/** A field's two values beside each other: one of them is kept. */
function ConflictField<Value>(props: ConflictFieldProps<Value>) {
  const { label, show, choice, onChoose } = props;
  return (
    <Radio.Group
      label={label}
      labelProps={{ mb: 4 }}
      value={choice}
      onChange={(value) => {
        onChoose(value);
      }}
    >
      <div className={classes.versions}>
        {(["mine", "theirs"] as const).map((side) => (
          <Radio.Card key={side} value={side} className={classes.version}>
            <Group gap={6} wrap="nowrap">
              <Radio.Indicator size="xs" />
              <Text span size="xs" c="dimmed">
                {props[side].changed ? texts[side] : texts.unchanged}
              </Text>
            </Group>
            <Text span size="sm" className={classes.value}>
              {showValue(props[side].value, show)}
            </Text>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

function showValue<Value>(value: Value, show?: (value: NonNullable<Value>) => ReactNode) {
  if (value === null || value === undefined || value === "") return texts.nothing;
  return show ? show(value) : String(value);
}
