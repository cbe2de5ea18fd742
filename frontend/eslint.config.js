import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y-x";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/**
 * A room of the house and what it may not import. Inside a feature imports are relative, across
 * rooms they begin with "@/": that is what lets plain patterns tell the two apart.
 *
 * @param {string[]} files
 * @param {{ regex: string, message: string }[]} patterns
 * @returns {import("eslint").Linter.Config}
 */
function room(files, ...patterns) {
  return {
    files,
    ignores: ["src/**/*.test.{ts,tsx}"],
    rules: { "no-restricted-imports": ["error", { patterns: [noTesting, ...patterns] }] },
  };
}

const noTesting = { regex: "^@/testing", message: "Only tests may import from testing." };
const shared = {
  regex: "^@/(app|features)(/|$)|/(app|features)/",
  message: "Shared code must not know features or the app.",
};
const feature = {
  regex: "^@/(app|features)(/|$)",
  message: "A feature must not know the app or another feature; its own files are relative.",
};
const leavesFeature = (/** @type {string} */ up) => ({
  regex: `^${up}`,
  message: "This leaves the feature. Import shared code with @/.",
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
      // TypeScript checks JavaScript files too, and knows the browser's globals.
      "no-undef": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      // A table whose rows take the focus is a grid.
      "jsx-a11y-x/no-noninteractive-element-to-interactive-role": ["error", { table: ["grid"] }],
      // An event handler may be an async function: React ignores what it returns.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // The router's control flow is thrown: redirect() and notFound().
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
          patterns: [{ regex: "^@/|/src/(?!.*texts$)", message: "A user sees texts, and no code." }],
        },
      ],
      // A fixture says what it needs by a pattern, and some need nothing.
      "no-empty-pattern": ["error", { allowObjectPatternsAsParameters: true }],
    },
  },
  room(["src/{lib,components}/**"], shared),
  room(["src/app/**"]),
  room(["src/features/*/*/**"], feature, leavesFeature("\\.\\./\\.\\./")),
  room(["src/features/*/*.{ts,tsx}"], feature, leavesFeature("\\.\\./")),
  // Rules that need types load the whole program: too slow for a commit hook. `inv check` runs them all.
  process.env.LINT_WITHOUT_TYPES === undefined ? [] : tseslint.configs.disableTypeChecked,
);
