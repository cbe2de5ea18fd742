import { defineConfig } from "@hey-api/openapi-ts";

/** Generates the validation rules of the forms from the OpenAPI document. Run by `inv client`. */
export default defineConfig({
  // Both are set on the command line.
  input: "openapi.json",
  output: "",
  parser: {
    filters: {
      schemas: {
        include: [
          "/(Create|Update)$/",
          // region accounts
          "/^(SignIn|SignUp|Confirmation|PasswordRequest|TokenAndPassword|SecondFactorCode|ApiTokenCreation)$/",
          // endregion
          // region teams
          "/^Invitation(Creation|SignUp)$/",
          // endregion
        ],
      },
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
      $resolvers: {
        // A pattern is the rule of the API. The generator's own rule for a format can be stricter.
        string: ({ nodes, schema }) => {
          if (schema.pattern !== undefined) nodes.format = () => undefined;
          return undefined;
        },
      },
    },
  ],
  logs: { file: false },
});
