import { FieldInput } from "./fields/inputs";
import { isOptional } from "./form-definition";
import type { FormDefinition } from "./form-definition";
import classes from "./form-layout.module.css";
import { formTexts } from "./form-texts";
import type { RecordForm } from "./use-record-form";

/** The inputs of a form, in the order of its fields. */
export function FormFields({ definition, form }: { definition: FormDefinition; form: RecordForm }) {
  const { fields, texts } = definition;
  return (
    <div className={classes.grid}>
      {Object.entries(fields).map(([name, { input, blank, half }], index) => {
        const label = texts.fields[name] ?? name;
        const isFlag = typeof blank === "boolean";
        const optional = !isFlag && isOptional(definition, name);
        return (
          <div key={name} data-half={half}>
            <FieldInput
              input={input}
              {...form.getInputProps(name)}
              label={optional ? formTexts.optional(label) : label}
              // A required checkbox would have to be checked. Labels mark optional fields instead of required ones.
              {...(!isFlag && { required: !optional, withAsterisk: false })}
              data-autofocus={index === 0 || undefined}
            />
          </div>
        );
      })}
    </div>
  );
}
