/** What must work behind every proxy that docs/OPERATING.md describes. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createLocalBus } from "#bus/local.ts";
import { buildIfStale } from "#cli/build.ts";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { type RealtimeServer, startRealtime } from "#realtime/server.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { freePorts } from "#tests/support/ports.ts";
import { type Proxy, proxyName, type StartProxy } from "#tests/support/proxies.ts";
import { makeGroup, openSocket } from "#tests/support/realtime.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { askByTls } from "#tests/support/tls_request.ts";
import { startWeb, type WebServer } from "#web/main.ts";

const password = "a password of somebody";

/** Both servers in production, with a proxy in front. */
export class ProxiedChat {
  services!: TestServices;
  ada!: TestPerson;
  prof!: TestPerson;
  proxy!: Proxy;
  port = 0;
  #web!: WebServer;
  #realtime!: RealtimeServer;

  constructor(private readonly startProxy: StartProxy) {}

  async start(): Promise<void> {
    await buildIfStale();
    [this.port = 0] = freePorts(1);
    const host = `${proxyName}:${this.port}`;
    this.services = testServices({
      env: {
        TEAM_CHAT_ENV: "production",
        TRUST_PROXY: "yes",
        PUBLIC_URL: `https://${host}`,
        WS_URL: `wss://${host}/ws`,
      },
    });
    const { config } = this.services;
    const hash = await hashPassword(password);
    this.ada = await makePerson(this.services, { password: hash });
    this.prof = await makePerson(this.services, { role: "admin", password: hash });
    this.#web = startWeb(config, this.services);
    const bus = createLocalBus().join();
    this.#realtime = await startRealtime({ config, services: this.services, bus });
    const behind = { webPort: this.#web.port, realtimePort: this.#realtime.port };
    this.proxy = await this.startProxy({ port: this.port, ...behind });
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await this.#web.stop();
    await this.#realtime.stop();
    this.services.dispose();
  }

  get origin(): string {
    return this.services.config.publicUrl.origin;
  }

  ask(path: string, init: RequestInit = {}): Promise<Response> {
    const tls = { ca: this.proxy.certificate };
    return fetch(this.origin + path, { redirect: "manual", ...init, tls } as RequestInit);
  }

  /** Seven wrong passwords in a row, each with what the proxy passes on about its sender. */
  async attempts({ email }: TestPerson, forwarded: (attempt: number) => string): Promise<number[]> {
    const statuses: number[] = [];
    for (let attempt = 1; attempt <= 7; attempt += 1) {
      const headers = {
        "Content-Type": "application/json",
        "X-Forwarded-For": forwarded(attempt),
      };
      const body = JSON.stringify({ email, password: "no" });
      statuses.push((await this.ask("/auth/token", { method: "POST", headers, body })).status);
    }
    return statuses;
  }

  /** A request whose body continues while it is answered. */
  post(path: string, bytes: number, { headers = [], chunked = false }: HowPosted = {}) {
    const type = "Content-Type: application/x-www-form-urlencoded";
    return askByTls({
      chunked,
      port: this.port,
      certificate: this.proxy.certificate,
      head: [`POST ${path} HTTP/1.1`, type, ...headers],
      body: Buffer.alloc(bytes, "names=x&"),
    });
  }
}

interface HowPosted {
  headers?: string[];
  chunked?: boolean;
}

export function proxyCases(chat: ProxiedChat): void {
  beforeAll(() => chat.start());
  afterAll(() => chat.stop());

  test("people sign in with the form, and their cookie is for TLS only", async () => {
    const form = new URLSearchParams({ email: chat.ada.email, password });
    const headers = { Origin: chat.origin };
    const answer = await chat.ask("/auth/login", { method: "POST", headers, body: form });
    expect(answer.status).toBe(303);
    const cookies = answer.headers.getSetCookie();
    const cookie = cookies.find((line) => line.startsWith("__Host-session=")) ?? "";
    expect(cookie).toContain("Secure");
    const page = await chat.ask("/conversations", {
      headers: { Cookie: cookie.split(";")[0] ?? "" },
    });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("</html>")]);
  });

  test("pages, their files and the API arrive complete", async () => {
    const page = await (await chat.ask("/auth/login")).text();
    const files = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(files.length).toBeGreaterThan(1);
    for (const path of files) expect((await chat.ask(path)).status).toBe(200);
    const me = await chat.ask("/api/me", {
      headers: { Authorization: `Bearer ${chat.ada.token}` },
    });
    expect(await me.json()).toMatchObject({ user: { id: chat.ada.id } });
    expect((await chat.ask("/api/me")).status).toBe(401);
    expect((await chat.ask("/readyz")).status).toBe(200);
  });

  packedCases(chat);

  test("a socket opens at /ws, and messages arrive", async () => {
    const group = await makeGroup(chat.prof.context, [chat.ada]);
    const socket = await openSocket(chat.services.config.wsUrl.href, {
      headers: { Cookie: `__Host-${chat.ada.cookie}`, Origin: chat.origin },
      tls: { ca: chat.proxy.certificate },
    });
    await socket.identify(chat.ada);
    const meta = { conversationId: group, senderId: chat.ada.id, timestamp: "" };
    const payload = { content: "Hello behind a proxy", displayName: "Ada" };
    socket.sendText(JSON.stringify({ messageType: "ChatMessage", payload, meta }));
    await socket.next("Ack");
    const read = await chat.ask(`/api/conversation/${group}/messages`, {
      headers: { Authorization: `Bearer ${chat.ada.token}` },
    });
    expect(await read.json()).toMatchObject({ messages: [{ content: payload.content }] });
    socket.close();
  });

  refusalCases(chat);

  test("attempts count by the address that the proxy has seen, whatever the client claims", async () => {
    const statuses = await chat.attempts(chat.prof, (n) => `203.0.113.${n}:4000${n}`);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });
}

/** The proxy passes on what the application has compressed, and compresses nothing itself. */
function packedCases(chat: ProxiedChat): void {
  const encodingOf = async (path: string, headers: Record<string, string> = {}) => {
    const asked = { "Accept-Encoding": "gzip, br", ...headers };
    // Bun removes the name of the encoding after decompressing.
    const answer = await chat.ask(path, { headers: asked, decompress: false } as RequestInit);
    expect(answer.status).toBe(200);
    return answer.headers.get("Content-Encoding");
  };

  test("files and pages arrive compressed", async () => {
    const page = await (await chat.ask("/auth/login")).text();
    const [styles = "no styles"] = /\/assets\/styles-[^"]+/.exec(page) ?? [];
    expect(await encodingOf(styles)).toBe("br");
    expect(await encodingOf("/auth/login")).toBe("br");
  });

  test("answers to requests that another site triggers with a cookie are uncompressed", async () => {
    const Cookie = `__Host-${chat.ada.cookie}`;
    const from = (site: string) => encodingOf("/conversations", { Cookie, "Sec-Fetch-Site": site });
    expect(await encodingOf("/conversations", { Cookie })).toBeNull();
    expect(await from("cross-site")).toBeNull();
    expect(await from("same-site")).toBeNull();
    expect(await from("same-origin")).toBe("br");
  });
}

const triesEach = 5;

/** Refused before the body was read: the refusal must arrive complete in the end. */
export function refusalCases(chat: ProxiedChat): void {
  const own = () => `Origin: ${chat.origin}`;
  const refused: [title: string, path: string, status: number, headers: () => string[]][] = [
    ["a form of nobody's", "/groups/create", 401, () => [own()]],
    ["a page that is not there", "/nowhere", 404, () => [own()]],
    ["another site's form", "/auth/login", 403, () => ["Origin: https://evil.example"]],
  ];
  describe("a refusal arrives complete", () => {
    const sizes = [20_000, 60_000, 200_000, 1_000_000, 3_900_000];
    for (const [title, path, status, headers] of refused) {
      test.each(sizes)(`of ${title}, with %d bytes`, async (bytes) => {
        for (let tries = 0; tries < triesEach; tries += 1) {
          const answer = await chat.post(path, bytes, { headers: headers() });
          expect([answer.status, answer.whole]).toEqual([status, true]);
          expect(answer.body).toContain("</html>");
        }
      });
    }
    const large: [bytes: number, how: string][] = [300_000, 3_900_000].flatMap((bytes) => [
      [bytes, "as long as it says"],
      [bytes, "in chunks"],
    ]);
    test.each(large)("of a form that is too large, with %d bytes, %s", async (bytes, how) => {
      for (let tries = 0; tries < triesEach; tries += 1) {
        const chunked = how === "in chunks";
        const answer = await chat.post("/auth/login", bytes, { headers: [own()], chunked });
        expect([answer.status, answer.whole]).toEqual([413, true]);
        expect(answer.body).toContain("</html>");
      }
    });
  });
}
