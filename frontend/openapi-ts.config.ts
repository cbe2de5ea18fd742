import { defineConfig } from "@hey-api/openapi-ts";

/** What `inv client` makes of the API's document for the forms: the rules of what can be sent. */
export default defineConfig({
  // Both are given on the command line.
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
