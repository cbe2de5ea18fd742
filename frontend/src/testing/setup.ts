import "@testing-library/jest-dom/vitest";

import { notifications } from "@mantine/notifications";
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";

import { received, server } from "./api";
import { simulateBrowser } from "./browser";
import { missingStyles } from "./styles";

// How long a busy machine may take until what is awaited appears; the usual wait is as short as ever.
configure({ asyncUtilTimeout: 20_000 });

beforeAll(() => {
  server.listen({ onUnhandledFrame: "error" });
});

beforeEach(() => {
  simulateBrowser();
  // React and the libraries complain on the console: what they complain of is a defect.
  vi.spyOn(console, "error");
  vi.spyOn(console, "warn");
});

afterEach(() => {
  const complaints = [console.error, console.warn].flatMap((log) => vi.mocked(log).mock.calls);
  const unstyled = missingStyles(document);
  cleanup();
  notifications.clean();
  localStorage.clear();
  server.resetHandlers();
  received.length = 0;
  expect(complaints).toEqual([]);
  expect(unstyled).toEqual([]);
});

afterAll(() => {
  server.close();
});
