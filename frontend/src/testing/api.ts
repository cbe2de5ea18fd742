import type { RequestHandlerOptions } from "msw";
import { http, HttpResponse } from "msw/http";
import type { HttpResponseResolver } from "msw/http";
import { setupServer } from "msw/node";

import type { components, paths } from "@/lib/api/schema";

/** Stands in for the API. By default, nothing is deleted together with a record: see components/cascades.ts. */
export const server = setupServer(
  http.get("/api/:path/count", ({ request }) =>
    /^\?\w+_id=\d+$/.test(new URL(request.url).search) ? HttpResponse.json({ count: 0 }) : undefined,
  ),
);

type Method = "get" | "post" | "put" | "patch" | "delete";
type Path = keyof paths;

/** The responses that the API's document allows for an operation: each status with its own body or none. */
type ApiResponse<Operation> = Operation extends { responses: infer Responses }
  ? {
      [Status in keyof Responses & number]: Responses[Status] extends { content: infer Content }
        ? { status: Status; body: Content[keyof Content] }
        : { status: Status };
    }[keyof Responses & number]
  : never;

type Body<Operation> = Operation extends { requestBody: { content: infer Content } }
  ? Content[keyof Content]
  : undefined;

type Header<Operation> = Operation extends { parameters: { header?: infer Headers } }
  ? Extract<keyof NonNullable<Headers>, string>
  : never;

interface Call<Operation> {
  id: number;
  query: URLSearchParams;
  body: Body<Operation>;
  header: (name: Header<Operation>) => string | null;
}

interface Received {
  method: string;
  path: string;
  query: Record<string, string>;
  ifMatch: string | undefined;
  body: unknown;
}

/** The requests of this test that reached a handler, oldest first. */
export const received: Received[] = [];

/** A request handler whose path, body and responses are checked against the API's document. */
export function on<M extends Method, P extends Path>(
  method: M,
  path: P,
  respond: (call: Call<paths[P][M]>) => ApiResponse<paths[P][M]> | Promise<ApiResponse<paths[P][M]>>,
  options: RequestHandlerOptions = {},
) {
  const resolver: HttpResponseResolver = async ({ request, params }) => {
    const { pathname, searchParams } = new URL(request.url);
    const text = await request.text();
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    received.push({
      method: request.method,
      path: pathname,
      query: Object.fromEntries(searchParams),
      ifMatch: request.headers.get("if-match") ?? undefined,
      body,
    });
    const response: { status: number; body?: unknown } = await respond({
      id: Number(params.id),
      query: searchParams,
      body: body as Body<paths[P][M]>,
      header: (name) => request.headers.get(name),
    });
    return toHttpResponse(response);
  };
  return http[method](pattern(path), resolver, options);
}

/** Lets requests fail that the test is not about and serves no response for. Call it first. */
export function failOtherRequests() {
  server.use(http.get("/api/*", () => HttpResponse.error()));
}

/** A handler that fails like an unreachable API. */
export function unreachable(method: Method, path: Path) {
  return http[method](pattern(path), () => HttpResponse.error());
}

/** A problem response, with errors about the given fields. */
export function makeProblem<Status extends number>(
  status: Status,
  detail: string,
  errors: Record<string, string> = {},
): { status: Status; body: components["schemas"]["Problem"] } {
  return {
    status,
    body: {
      type: "about:blank",
      title: "Title of the status",
      status,
      detail,
      instance: "urn:test",
      errors: Object.entries(errors).map(([path, text]) => ({
        location: "body",
        path,
        detail: text,
      })),
    },
  };
}

/** "/api/…/{…_id}" → "/api/…/:id" */
function pattern(path: Path) {
  return path.replace(/\{\w+\}/g, ":id");
}

function toHttpResponse({ status, body }: { status: number; body?: unknown }) {
  if (body === undefined) return new HttpResponse(null, { status });
  const type = status < 400 ? "application/json" : "application/problem+json";
  return new HttpResponse(JSON.stringify(body), { status, headers: { "content-type": type } });
}
