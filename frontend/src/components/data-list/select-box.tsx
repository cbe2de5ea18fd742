import classes from "./data-grid.module.css";

interface SelectBoxProps {
  label: string;
  checked: boolean;
  /** Whether only some rows are selected. */
  indeterminate?: boolean;
  tabIndex?: number;
  /** `range` is true if the Shift key was pressed. */
  onToggle: (range: boolean) => void;
}

/** A native checkbox, because a list renders many. Its label fills the cell, so it is easy to hit. */
export function SelectBox(props: SelectBoxProps) {
  const { label, checked, indeterminate = false, tabIndex, onToggle } = props;
  return (
    <label className={classes.selectLabel}>
      <input
        ref={(input) => {
          if (input) input.indeterminate = indeterminate;
        }}
        type="checkbox"
        aria-label={label}
        checked={checked}
        tabIndex={tabIndex}
        // Only the click event reports the Shift key.
        readOnly
        onClick={(event) => onToggle(event.shiftKey)}
      />
    </label>
  );
}
