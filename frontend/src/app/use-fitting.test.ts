import { expect, test } from "vitest";

import { countFitting } from "./use-fitting";

test.each([
  { widths: [70, 70, 70], room: 210, fitting: 3 },
  { widths: [70, 70, 70], room: 209, fitting: 1 },
  { widths: [70, 70, 70, 70], room: 220, fitting: 2 },
  { widths: [70, 70], room: 100, fitting: 0 },
  { widths: [300, 10], room: 120, fitting: 0 },
  { widths: [], room: 100, fitting: 0 },
])("$fitting items of the widths $widths fit into $room", ({ widths, room, fitting }) => {
  expect(countFitting(widths, 70, room)).toBe(fitting);
});
