/** The web application without a port, and visitors who keep cookies as a browser does. */
import type { Config } from "#kit/config.ts";
import { createApp } from "#web/app.tsx";
import type { Route } from "#web/http/route.ts";
import type { TestPerson } from "./people.ts";
import { type TestServices, testServices, type TestServicesOptions } from "./services.ts";

export type Fields = Record<string, string> | [string, string][];

/** The person whose cookie is sent. */
type Sender = Pick<TestPerson, "cookie">;

export interface TestWeb {
  services: TestServices;
  /** The origin of our own pages. */
  origin: string;
  request(path: string, init?: RequestInit): Promise<Response>;
  get(path: string, by?: Sender, headers?: Record<string, string>): Promise<Response>;
  /** Sends a form as our own page would, unless the headers differ. */
  post(
    path: string,
    fields: Fields,
    by?: Sender,
    headers?: Record<string, string>,
  ): Promise<Response>;
  postJson(path: string, value: unknown, headers?: Record<string, string>): Promise<Response>;
  /** A visitor whose cookies are kept from answer to answer. */
  visitor(headers?: Record<string, string>): Visitor;
}

export interface Visitor {
  cookies: Map<string, string>;
  get(path: string): Promise<Response>;
  post(path: string, fields: Fields): Promise<Response>;
  /** Follows one redirect of an answer. */
  follow(answer: Response): Promise<Response>;
}

export interface TestWebOptions extends TestServicesOptions {
  /** Existing services, such as a socket server's; other options for services are then ignored. */
  services?: TestServices;
  config?: Partial<Config>;
  routes?: Route[];
}

export function testWeb({ config, routes, ...options }: TestWebOptions = {}): TestWeb {
  const services = options.services ?? testServices(options);
  const whole = { ...services.config, ...config };
  const assets = { url: (name: string) => `/assets/${name}`, file: () => undefined };
  const app = createApp({ services, config: whole, assets }, routes);
  const { origin } = whole.publicUrl;
  const request = async (path: string, init?: RequestInit) => app.request(origin + path, init);
  const cookieOf = (by?: Sender): Record<string, string> => (by ? { Cookie: by.cookie } : {});
  return {
    services,
    origin,
    request,
    get: (path, by, headers) => request(path, { headers: { ...cookieOf(by), ...headers } }),
    post: (path, fields, by, headers) =>
      request(path, {
        method: "POST",
        headers: { Origin: origin, ...cookieOf(by), ...headers },
        body: new URLSearchParams(fields),
      }),
    postJson: (path, value, headers) =>
      request(path, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: JSON.stringify(value),
      }),
    visitor: (headers = {}) => makeVisitor(request, { Origin: origin, ...headers }),
  };
}

function makeVisitor(request: TestWeb["request"], headers: Record<string, string>): Visitor {
  const cookies = new Map<string, string>();
  async function send(path: string, init: RequestInit): Promise<Response> {
    const Cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const answer = await request(path, { ...init, headers: { ...headers, Cookie } });
    for (const line of answer.headers.getSetCookie()) keep(cookies, line);
    return answer;
  }
  const visitor: Visitor = {
    cookies,
    get: (path) => send(path, {}),
    post: (path, fields) => send(path, { method: "POST", body: new URLSearchParams(fields) }),
    follow: (answer) => visitor.get(answer.headers.get("Location") ?? "the answer leads nowhere"),
  };
  return visitor;
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = "", value = ""] = line.match(/^([^=;]+)=([^;]*)/) ?? [];
  if (/;\s*Max-Age=0\b/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}
