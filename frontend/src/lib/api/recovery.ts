import type { Middleware } from "openapi-fetch";

import { client } from "./client";
import { isProblem } from "./problem";

/** What lets a refused request succeed. */
type Need = "sign-in" | "confirmation";

interface Prompt {
  need: Need;
  /** Ends the prompt. `done`: whether the user did what was needed. */
  answer: (done: boolean) => void;
}

const confirmationRequired = "/api/problems/confirmation-required";

let prompt: Prompt | undefined;
let answered: Promise<boolean> = Promise.resolve(false);
const listeners = new Set<() => void>();

/** What the user is asked for now, for useSyncExternalStore. */
export const prompts = {
  current: () => prompt,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};

/** Asks the user, and resolves to whether to repeat the request. Requests that fail together share a prompt. */
function ask(need: Need): Promise<boolean> {
  if (prompt?.need === need) return answered;
  // The request of a dialog would wait for the dialog, which waits for the request.
  if (prompt !== undefined) return Promise.resolve(false);
  answered = new Promise((resolve) => {
    setPrompt({
      need,
      answer: (done) => {
        setPrompt(undefined);
        resolve(done);
      },
    });
  });
  return answered;
}

function setPrompt(next: Prompt | undefined) {
  prompt = next;
  for (const listener of listeners) listener();
}

async function needOf(request: Request, response: Response): Promise<Need | undefined> {
  if (response.status === 401) return isWork(request) ? "sign-in" : undefined;
  if (response.status !== 403) return undefined;
  // A proxy may have responded with something else.
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return isProblem(body) && body.type === confirmationRequired ? "confirmation" : undefined;
}

/** Returns whether leaving the page would lose work: a change or a download that was refused, or a form. */
function isWork({ method, url }: Request): boolean {
  return method !== "GET" || url.endsWith("/export") || hasOpenForm();
}

/** Returns whether the page has a form in a dialog, or one of its own that was changed. */
export function hasOpenForm(): boolean {
  return document.querySelector("[role='dialog'] form, main form[data-changed]") !== null;
}

/** A request can be sent once, so each is copied before. */
const copies = new WeakMap<Request, Request>();

/** Repeats a refused request after the user has signed in or confirmed their identity. */
const recovery: Middleware = {
  onRequest: ({ request }) => {
    copies.set(request, request.clone());
  },
  onResponse: async ({ request, response }) => {
    const need = await needOf(request, response);
    const copy = copies.get(request);
    if (need === undefined || copy === undefined) return undefined;
    return (await ask(need)) ? window.fetch(copy) : undefined;
  },
};

client.use(recovery);
