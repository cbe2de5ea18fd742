import { defineConfig } from "@hey-api/openapi-ts";

/** Generates the validation rules of the forms from the OpenAPI document. Run by `inv client`. */
export default defineConfig({
  // Both are set on the command line.
  input: "openapi.json",
  output: "",
  parser: {
    filters: {
      schemas: { include: ["/(Create|Update)$/"] },
      operations: { exclude: ["/./"] },
      orphans: true,
    },
  },
  plugins: [
    {
      name: "valibot",
      definitions: "{{name}}Rules",
      requests: false,
      responses: false,
      comments: false,
    },
  ],
  logs: { file: false },
});
