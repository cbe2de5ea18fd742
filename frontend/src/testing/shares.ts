import { statSync } from "node:fs";

import { BaseSequencer } from "vitest/node";
import type { TestSpecification } from "vitest/node";

/** Divides the files of tests for `--shard`. */
export class SharesSequencer extends BaseSequencer {
  override shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { index = 1, count = 1 } = this.ctx.config.shard ?? {};
    // The first share of pytest's and of Playwright's tests is the longer one: here it is the last.
    return Promise.resolve(divide(files, count).at(-index) ?? []);
  }
}

/**
 * Returns so many shares of the files: the longest first, each to the share that has least. How long a file is
 * tells about how long its tests take, and is the same on every machine.
 */
export function divide<File extends { moduleId: string }>(
  files: readonly File[],
  count: number,
): File[][] {
  const shares = Array.from({ length: count }, () => ({ size: 0, files: [] as File[] }));
  const sized = files.map((file) => ({ file, size: statSync(file.moduleId).size }));
  const inOrder = sized.toSorted(
    (a, b) => b.size - a.size || a.file.moduleId.localeCompare(b.file.moduleId),
  );
  for (const { file, size } of inOrder) {
    const least = shares.reduce((one, other) => (other.size < one.size ? other : one));
    least.size += size;
    least.files.push(file);
  }
  return shares.map((share) => share.files);
}
