import classes from "./select-box.module.css";

interface SelectBoxProps {
  label: string;
  checked: boolean;
  /** Some are, some are not. */
  indeterminate?: boolean;
  tabIndex?: number;
  /** `range`: the Shift key was held down. */
  onToggle: (range: boolean) => void;
}

/** A checkbox that fills the cell around it: easy to hit, and light. */
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
        // The click knows of the Shift key, the change does not.
        readOnly
        onClick={(event) => {
          onToggle(event.shiftKey);
        }}
      />
      <span aria-hidden="true" className={classes.box} />
    </>
  );
}
