import { Group, Radio, Text } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./form-conflict.module.css";
import { formTexts } from "./form-texts";

export type Choice = "mine" | "theirs";

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

const texts = formTexts.conflict;

/** A field's two values beside each other: one of them is kept. */
export function ConflictField<Value>(props: ConflictFieldProps<Value>) {
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
