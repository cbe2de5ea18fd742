import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y-x";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/**
 * Restricts the imports of a layer. Imports within a feature are relative and imports across layers start
 * with "@/", so patterns can tell them apart.
 *
 * @param {string[]} files
 * @param {{ regex: string, message: string }[]} patterns
 * @returns {import("eslint").Linter.Config}
 */
function restrictImports(files, ...patterns) {
  return {
    files,
    ignores: ["src/**/*.test.{ts,tsx}"],
    rules: { "no-restricted-imports": ["error", { patterns: [noTesting, ...patterns] }] },
  };
}

const noTesting = { regex: "^@/testing", message: "Only tests may import from testing." };
const shared = {
  regex: "^@/(app|features)(/|$)|/(app|features)/",
  message: "Shared code must not import from features or the app.",
};
const feature = {
  regex: "^@/(app|features)(/|$)",
  message:
    "A feature must not import from the app or another feature. Import its own files with a relative path.",
};
const leavesFeature = (/** @type {string} */ up) => ({
  regex: `^${up}`,
  message: "This path leaves the feature. Import shared code with @/.",
});

export default defineConfig(
  globalIgnores(["dist", "coverage", "src/app/route-tree.gen.ts", "src/lib/api/{schema.d,rules}.ts"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  reactHooks.configs.flat["recommended-latest"],
  jsxA11y.configs.strict,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // TypeScript already checks this, in JavaScript files too.
      "no-undef": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      // `onClick={() => close()}` needs no braces: nobody reads what an event handler returns.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // A table with focusable rows is a grid.
      "jsx-a11y-x/no-noninteractive-element-to-interactive-role": ["error", { table: ["grid"] }],
      // Event handlers may be async: React ignores the return value.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // TanStack Router uses thrown objects for control flow: redirect() and notFound().
      "@typescript-eslint/only-throw-error": [
        "error",
        {
          allow: [
            {
              from: "package",
              package: "@tanstack/router-core",
              name: ["Redirect", "NotFoundError"],
            },
          ],
        },
      ],
    },
  },
  {
    files: ["e2e/**", "playwright.config.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "^@/|/src/(?!.*texts$)", message: "End-to-end tests may import only texts from src." },
          ],
        },
      ],
      // Playwright reads the dependencies of a fixture from its destructured argument, which may be empty.
      "no-empty-pattern": ["error", { allowObjectPatternsAsParameters: true }],
    },
  },
  restrictImports(["src/{lib,components}/**"], shared),
  restrictImports(["src/app/**"]),
  restrictImports(["src/features/*/*/**"], feature, leavesFeature("\\.\\./\\.\\./")),
  restrictImports(["src/features/*/*.{ts,tsx}"], feature, leavesFeature("\\.\\./")),
  // Typed rules load the whole program, which is too slow for a commit hook. `inv check` runs all rules.
  process.env.LINT_WITHOUT_TYPES === undefined ? [] : tseslint.configs.disableTypeChecked,
);
