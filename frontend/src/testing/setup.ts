import "@testing-library/jest-dom/vitest";

import { notifications } from "@mantine/notifications";
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";

import { received, server } from "./api";
import { simulateBrowser } from "./browser";
// region accounts
import { serveSession } from "./session";
// endregion
import { missingStyles } from "./styles";

// Leaves time for a busy machine; tests that pass do not wait longer.
configure({ asyncUtilTimeout: 20_000 });

beforeAll(() => {
  server.listen({ onUnhandledFrame: "error" });
});

beforeEach(() => {
  simulateBrowser();
  // region accounts
  serveSession();
  // endregion
  // Errors and warnings of React and the libraries are defects.
  vi.spyOn(console, "error");
  vi.spyOn(console, "warn");
});

afterEach(() => {
  const consoleMessages = [console.error, console.warn].flatMap((log) => vi.mocked(log).mock.calls);
  const unstyled = missingStyles(document);
  cleanup();
  notifications.clean();
  localStorage.clear();
  server.resetHandlers();
  received.length = 0;
  expect(consoleMessages).toEqual([]);
  expect(unstyled).toEqual([]);
});

afterAll(() => {
  server.close();
});
