import { ApiError, isNotFound, isProblem } from "./problem";

export interface Result<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** Returns the data of a client call or throws an ApiError, as TanStack Query expects. */
export async function unwrap<Data>(call: Promise<Result<Data>>): Promise<Data> {
  const { data, error, response } = await call.catch(rethrow);
  if (!response.ok) {
    throw new ApiError(response.status, isProblem(error) ? error : undefined);
  }
  return data as Data;
}

/** Ignores a 404, because the record to delete is already gone. */
export function ignoreNotFound(error: unknown): void {
  if (!isNotFound(error)) throw error;
}

function rethrow(reason: unknown): never {
  const cancelled = reason instanceof DOMException && reason.name === "AbortError";
  // Either the connection failed or the body is not JSON, so it does not come from the API.
  throw cancelled ? reason : new ApiError(undefined, undefined);
}
