import type { RequestHandlerOptions } from "msw";
import { http, HttpResponse } from "msw/http";
import type { HttpResponseResolver } from "msw/http";
import { setupServer } from "msw/node";

import type { components, paths } from "@/lib/api/schema";

/** Answers in the place of the API. */
export const server = setupServer();

type Method = "get" | "post" | "patch" | "delete";
type Path = keyof paths;

/** What the document lets an operation answer: each status with its own body, or with none. */
type Answer<Operation> = Operation extends { responses: infer Responses }
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

/** The requests that reached the API in this test, oldest first. */
export const received: Received[] = [];

/** A handler that cannot lie: path, body and answers are those of the API's document. */
export function on<M extends Method, P extends Path>(
  method: M,
  path: P,
  answer: (call: Call<paths[P][M]>) => Answer<paths[P][M]> | Promise<Answer<paths[P][M]>>,
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
    const answered: { status: number; body?: unknown } = await answer({
      id: Number(params.id),
      query: searchParams,
      body: body as Body<paths[P][M]>,
      header: (name) => request.headers.get(name),
    });
    return respond(answered);
  };
  return http[method](pattern(path), resolver, options);
}

/** Nothing answers: what a browser sees while the API is away. */
export function away(method: Method, path: Path) {
  return http[method](pattern(path), () => HttpResponse.error());
}

/** A problem about the fields that are named, or about none. */
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

function respond({ status, body }: { status: number; body?: unknown }) {
  if (body === undefined) return new HttpResponse(null, { status });
  const type = status < 400 ? "application/json" : "application/problem+json";
  return new HttpResponse(JSON.stringify(body), { status, headers: { "content-type": type } });
}
