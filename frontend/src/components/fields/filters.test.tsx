import { MantineProvider } from "@mantine/core";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { expect, test, vi } from "vitest";

import { ruleTexts } from "@/lib/rule-texts";

import { DateRangeFilter } from "./date-range-filter";
import { ChoiceFilter, FlagFilter } from "./filters";
import { TextFilter, UuidFilter } from "./text-filter";
import { fieldTexts } from "./texts";
import { TimeRangeFilter } from "./time-range-filter";

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

test("the filter of a text is applied with Enter, trimmed, and can be cleared", async () => {
  const onChange = vi.fn();
  const user = show(<TextFilter label={label} value="ada" onChange={onChange} />);
  await user.click(screen.getByRole("button", { name: `${fieldTexts.filters.by(label)}: ada` }));
  await user.type(screen.getByRole("textbox"), "@example {Enter}");
  expect(onChange).toHaveBeenLastCalledWith("ada@example");
  await waitFor(() => {
    expect(screen.getByRole("button", { name: `${fieldTexts.filters.by(label)}: ada` })).toHaveFocus();
  });

  await user.click(screen.getByRole("button", { name: fieldTexts.filters.clear(label) }));
  expect(onChange).toHaveBeenLastCalledWith(undefined, undefined);
  expect(screen.queryByRole("button", { name: fieldTexts.notSet })).not.toBeInTheDocument();
});

test.each([
  ["a text", TextFilter, "???", fieldTexts.filters.notSearchable],
  ["a UUID", UuidFilter, "5b0e4d3a", ruleTexts.notAUuid],
])(
  "the filter of %s says what is wrong, and offers records without a value",
  async (_, Filter, text, error) => {
    const onChange = vi.fn();
    const user = show(<Filter {...empty} onChange={onChange} />);
    await user.click(screen.getByRole("button", { name: /Size/ }));
    await user.type(screen.getByRole("textbox"), `${text}{Enter}`);
    expect(screen.getByText(error)).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();

    await user.click(screen.getByRole("button", { name: fieldTexts.notSet }));
    expect(onChange).toHaveBeenCalledExactlyOnceWith(undefined, false);
  },
);

test("the filter of times has a first and a last time, each of which may be missing", async () => {
  const onChange = vi.fn();
  const user = show(<TimeRangeFilter label={label} from="09:30" to={undefined} onChange={onChange} />);
  await user.click(screen.getByRole("button", { name: /: From 9:30\sAM/ }));
  await user.type(screen.getByLabelText(fieldTexts.filters.last), "17:00");
  await user.click(screen.getByRole("button", { name: fieldTexts.filters.apply }));
  expect(onChange).toHaveBeenLastCalledWith("09:30", "17:00");

  await user.click(screen.getByRole("button", { name: /by size/ }));
  await user.clear(screen.getByLabelText(fieldTexts.filters.first));
  await user.clear(screen.getByLabelText(fieldTexts.filters.last));
  await user.click(screen.getByRole("button", { name: fieldTexts.filters.apply }));
  expect(onChange).toHaveBeenLastCalledWith(undefined, undefined);
});
