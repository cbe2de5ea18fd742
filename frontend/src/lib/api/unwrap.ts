import { ApiError, isNotFound, isProblem } from "./problem";

export interface Answer<Data> {
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

/** For a deletion: what is already gone is as it should be. */
export function ignoreNotFound(error: unknown): void {
  if (!isNotFound(error)) throw error;
}

function rethrow(reason: unknown): never {
  const cancelled = reason instanceof DOMException && reason.name === "AbortError";
  // Besides a refused connection this is a body that is not JSON: some other server answered.
  throw cancelled ? reason : new ApiError(undefined, undefined);
}
