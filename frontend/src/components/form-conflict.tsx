import { Button, Group, Radio, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";

import type { Row } from "@/lib/api/resource";
import { changedFields } from "@/lib/changes";
import { formatTime } from "@/lib/format";

import { showValue } from "./fields/field";
import type { Field } from "./fields/field";
import classes from "./form-conflict.module.css";
import { toBody, valuesOf } from "./form-definition";
import type { FormDefinition, Values } from "./form-definition";
import { FormLayout } from "./form-layout";
import { formTexts } from "./form-texts";

interface FormConflictProps {
  definition: FormDefinition;
  /** The values when the user started editing. */
  before: Values;
  mine: Values;
  theirs: Row;
  /** Called with the selected values, like `onSave`. */
  onBack: (values: Values) => void;
  onSave: (values: Values) => void;
}

const texts = formTexts.conflict;
const choiceOfAll = { mine: texts.allMine, theirs: texts.allTheirs };

/** Shows the differences between two versions of a record and lets the user choose a value for each field. */
export function FormConflict(props: FormConflictProps) {
  const { definition, before, mine, theirs, onBack, onSave } = props;
  const other = valuesOf(definition, theirs);
  const differing = (one: Values, two: Values) =>
    Object.keys(changedFields(toBody(definition, one), toBody(definition, two)));
  const fields = differing(other, mine);
  const changes = { mine: differing(before, mine), theirs: differing(before, other) };
  // By default, use the other version's values of the fields that the user did not change.
  const [taken, setTaken] = useState(() => fields.filter((name) => !changes.mine.includes(name)));

  function chosen(): Values {
    const fromTheirs = Object.entries(other).filter(([name]) => taken.includes(name));
    return { ...mine, ...Object.fromEntries(fromTheirs) };
  }

  return (
    <FormLayout
      submitLabel={texts.save}
      cancelLabel={texts.back}
      onSubmit={() => onSave(chosen())}
      onCancel={() => onBack(chosen())}
    >
      <Stack gap={4}>
        <Title order={3} size="h4" tabIndex={-1} data-autofocus style={{ outline: "none" }}>
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
              onClick={() => setTaken(choice === "theirs" ? fields : [])}
            >
              {choiceOfAll[choice]}
            </Button>
          ))}
        </Group>
      )}
      {fields.map((name) => {
        const field = definition.fields[name];
        return (
          field && (
            <ConflictField
              key={name}
              field={field}
              label={definition.texts.fields[name] ?? name}
              mine={{ value: mine[name], changed: changes.mine.includes(name) }}
              theirs={{ value: other[name], changed: changes.theirs.includes(name) }}
              choice={taken.includes(name) ? "theirs" : "mine"}
              onChoose={(choice) => {
                const rest = taken.filter((each) => each !== name);
                setTaken(choice === "theirs" ? [...rest, name] : rest);
              }}
            />
          )
        );
      })}
    </FormLayout>
  );
}

interface Side {
  value: unknown;
  changed: boolean;
}

interface ConflictFieldProps {
  field: Field;
  label: string;
  mine: Side;
  theirs: Side;
  choice: "mine" | "theirs";
  onChoose: (choice: string) => void;
}

/** The two values of a field, side by side, to choose from. */
function ConflictField({ field, label, choice, onChoose, ...sides }: ConflictFieldProps) {
  return (
    <Radio.Group label={label} labelProps={{ mb: 4 }} value={choice} onChange={onChoose}>
      <div className={classes.versions}>
        {(["mine", "theirs"] as const).map((side) => (
          <Radio.Card key={side} value={side} className={classes.version}>
            <Group gap={6} wrap="nowrap">
              <Radio.Indicator size="xs" />
              <Text span size="xs" c="dimmed">
                {sides[side].changed ? texts[side] : texts.unchanged}
              </Text>
            </Group>
            <Text span size="sm" className={classes.value}>
              {showValue(field, sides[side].value) ?? texts.nothing}
            </Text>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
