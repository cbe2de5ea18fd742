import { statSync } from "node:fs";
import { resolve } from "node:path";

import { expect, test } from "vitest";

import { divide } from "./shares";

const files = Object.keys(import.meta.glob("../**/*.test.{ts,tsx}")).map((path) => ({
  moduleId: resolve(import.meta.dirname, path),
}));

test("the shares are all files, each once, and none is much longer than another", () => {
  const shares = divide(files, 3);
  expect(new Set(shares.flat())).toEqual(new Set(files));
  expect(shares.flat()).toHaveLength(files.length);

  const sizeOf = ({ moduleId }: { moduleId: string }) => statSync(moduleId).size;
  const sizes = shares.map((share) => share.reduce((sum, file) => sum + sizeOf(file), 0));
  const longest = Math.max(...files.map(sizeOf));
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(longest);
});
