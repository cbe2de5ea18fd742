import classes from "./select-box.module.css";

interface SelectBoxProps {
  label: string;
  checked: boolean;
  /** Whether only some rows are selected. */
  indeterminate?: boolean;
  tabIndex?: number;
  /** `range` is true if the Shift key was pressed. */
  onToggle: (range: boolean) => void;
}

/** A lightweight checkbox that fills its cell, so it is easy to hit. */
export function SelectBox(props: SelectBoxProps) {
  const { label, checked, indeterminate = false, tabIndex, onToggle } = props;
  return (
    <>
      <input
        ref={(input) => {
          if (input) input.indeterminate = indeterminate;
        }}
        type="checkbox"
        className={classes.input}
        aria-label={label}
        checked={checked}
        tabIndex={tabIndex}
        // Only the click event reports the Shift key.
        readOnly
        onClick={(event) => {
          onToggle(event.shiftKey);
        }}
      />
      <span aria-hidden="true" className={classes.box} />
    </>
  );
}
