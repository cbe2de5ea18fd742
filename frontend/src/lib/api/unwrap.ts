import { ApiError, isNotFound, isProblem } from "./problem";

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The data of a call of the client, or an ApiError thrown: what TanStack Query wants to hear. */
export async function unwrap<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call.catch(rethrow);
  if (!response.ok) {
    throw new ApiError(response.status, isProblem(error) ? error : undefined);
  }
  return data as Data;
}

/** Waits for a deletion. What is not there any more is as it should be. */
export async function unwrapDeletion(call: Promise<Answer<unknown>>): Promise<void> {
  await unwrap(call).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });
}

function rethrow(reason: unknown): never {
  const cancelled = reason instanceof DOMException && reason.name === "AbortError";
  // Besides a refused connection this is a body that is not JSON: some other server answered.
  throw cancelled ? reason : new ApiError(undefined, undefined);
}
