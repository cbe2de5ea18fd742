import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { expect, test, vi } from "vitest";

import { DateRangeFilter } from "./date-range-filter";
import { ChoiceFilter, FlagFilter } from "./filters";
import { fieldTexts } from "./texts";

const label = "Size";
const empty = { label, value: undefined, isUnset: false, onChange: vi.fn() };
const notSet = fieldTexts.filters.notSet(label);

function show(filter: ReactNode) {
  render(<MantineProvider env="test">{filter}</MantineProvider>);
  return userEvent.setup();
}

test.each([
  ["a choice", (props: typeof empty) => <ChoiceFilter labels={{ s: "Small" }} {...props} />],
  ["a flag", (props: typeof empty) => <FlagFilter {...props} />],
])("the filter of %s offers records without a value", async (_, make) => {
  const onChange = vi.fn();
  const user = show(make({ ...empty, onChange }));
  await user.click(screen.getByRole("combobox"));
  await user.click(screen.getByRole("option", { name: notSet }));
  expect(onChange).toHaveBeenCalledExactlyOnceWith(undefined, false);
});

test("the filter of a field that cannot be empty does not offer that", async () => {
  const user = show(
    <ChoiceFilter label={label} labels={{ s: "Small" }} value={undefined} onChange={vi.fn()} />,
  );
  await user.click(screen.getByRole("combobox"));
  expect(screen.queryByRole("option", { name: notSet })).not.toBeInTheDocument();
});

test("the filter of dates offers records without a date, and shows that it is set", async () => {
  const onChange = vi.fn();
  const props = { label, from: undefined, to: undefined, onChange };
  const user = show(<DateRangeFilter {...props} isUnset={false} />);
  await user.click(screen.getByRole("button", { name: /Size/ }));
  await user.click(await screen.findByRole("button", { name: fieldTexts.notSet }));
  expect(onChange).toHaveBeenCalledExactlyOnceWith(undefined, undefined, false);

  show(<DateRangeFilter {...props} isUnset />);
  expect(screen.getByRole("button", { name: new RegExp(notSet) })).toBeInTheDocument();
});
