/** Which answers are compressed, and how (docs/decisions/019). */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { buildIfStale } from "#cli/build.ts";
import { testMs } from "#tests/support/patience.ts";
import { testWeb } from "#tests/support/web.ts";
import { startWeb, type WebServer } from "#web/main.ts";
import { makeRouteWorld, type RouteWorld } from "./route_world.ts";

setDefaultTimeout(testMs);

let world: RouteWorld;
let server: WebServer;
let styles: string;
beforeAll(async () => {
  await buildIfStale();
  world = await makeRouteWorld();
  server = startWeb(world.web.services.config, world.web.services);
  const page = await (await ask("/auth/login")).text();
  styles = /\/assets\/styles-[^"]+/.exec(page)?.[0] ?? "no styles";
});
afterAll(async () => {
  await server.stop();
  world.web.services.dispose();
});

/** Returns the raw answer; the request has only the given headers. */
function ask(path: string, headers: Record<string, string> = {}, init: RequestInit = {}) {
  const asked = { "Accept-Encoding": "identity", ...headers };
  const url = `http://127.0.0.1:${server.port}${path}`;
  const options = { redirect: "manual", decompress: false, ...init, headers: asked } as const;
  return fetch(url, options);
}

async function unpacked(answer: Response): Promise<string> {
  const bytes = Buffer.from(await answer.arrayBuffer());
  const encoding = answer.headers.get("Content-Encoding");
  const unpack = { br: brotliDecompressSync, gzip: gunzipSync, zstd: zstdDecompressSync };
  if (encoding === null) return bytes.toString();
  return unpack[encoding as keyof typeof unpack](bytes).toString();
}

const accepting = (value: string) => ({ "Accept-Encoding": value });

describe("a built file is compressed as the client asks:", () => {
  const cases: [asked: string, file: string | null, page: string | null][] = [
    ["", null, null],
    ["gzip, deflate, br, zstd", "br", "br"],
    ["gzip, deflate, br", "br", "br"],
    ["zstd;q=0.5, gzip", "gzip", "gzip"],
    ["gzip", "gzip", "gzip"],
    ["x-gzip", "gzip", "gzip"],
    ["GZip", "gzip", "gzip"],
    ["br", "br", "br"],
    ["br;q=0.1, gzip;q=0.9", "gzip", "gzip"],
    ["br;q=0, gzip", "gzip", "gzip"],
    ["gzip;q=0, br", "br", "br"],
    ["gzip;q=0", null, null],
    ["*", "br", "br"],
    ["gzip;q=0, *", "br", "br"],
    ["*;q=0", null, null],
    ["identity;q=0, *;q=0.1", "br", "br"],
    ["identity;q=0", null, null],
    ["identity, gzip;q=0.5, br;q=0.5", null, null],
    ["identity;q=0.5, gzip;q=1.0", "gzip", "gzip"],
    ["gzip;q=1.5, br;q=x", null, null],
    ["deflate, zstd, compress", null, "zstd"],
    ["br;q=0.5, zstd", "br", "zstd"],
    ["gzip;level=9;q=0.5", "gzip", "gzip"],
    [",, gzip ,", "gzip", "gzip"],
  ];
  for (const [asked, file, page] of cases) {
    test(`${asked || "nothing"}, and so is a page`, async () => {
      const plain = await ask(styles);
      const answer = await ask(styles, accepting(asked));
      expect(answer.headers.get("Content-Encoding")).toBe(file);
      expect(answer.headers.get("Content-Type")).toBe(plain.headers.get("Content-Type"));
      expect(answer.headers.get("Vary")).toBe("Accept-Encoding");
      expect(await unpacked(answer)).toBe(await plain.text());
      const drawn = await ask("/auth/login", accepting(asked));
      expect(drawn.headers.get("Content-Encoding")).toBe(page);
      expect(drawn.headers.get("Vary")).toContain("Accept-Encoding");
      expect(await unpacked(drawn)).toEndWith("</html>");
    });
  }
});

describe("a built file, compressed or plain,", () => {
  const ways = ["identity", "gzip", "br"];

  test("has its own ETags, and is not sent to a client that has it", async () => {
    const tags = new Map<string, string>();
    for (const way of ways) {
      tags.set(way, (await ask(styles, accepting(way))).headers.get("ETag") ?? "none");
    }
    expect(new Set(tags.values()).size).toBe(3);
    for (const [way, tag] of tags) {
      const known = { ...accepting(way), "If-None-Match": `"other", W/${tag}` };
      const answer = await ask(styles, known);
      expect([answer.status, answer.headers.get("ETag"), await answer.text()]).toEqual([
        304,
        tag,
        "",
      ]);
      expect(answer.headers.get("Vary")).toBe("Accept-Encoding");
      expect(answer.headers.get("Cache-Control")).toContain("immutable");
      for (const other of ways.filter((one) => one !== way)) {
        const asked = { ...accepting(other), "If-None-Match": tag };
        expect((await ask(styles, asked)).status).toBe(200);
      }
    }
    expect((await ask(styles, { "If-None-Match": "*" })).status).toBe(304);
    expect((await ask(styles, { "If-None-Match": "other" })).status).toBe(200);
  });

  test("is not sent if the client requires another version, or this one by a weak ETag", async () => {
    const tag = (await ask(styles, accepting("br"))).headers.get("ETag")!;
    for (const [way, wanted, status] of [
      ["br", tag, 200],
      ["br", `"other", ${tag}`, 200],
      ["br", "*", 200],
      ["br", `W/${tag}`, 412],
      ["gzip", tag, 412],
      ["identity", '"other"', 412],
    ] as const) {
      const answer = await ask(styles, { ...accepting(way), "If-Match": wanted });
      expect([way, wanted, answer.status]).toEqual([way, wanted, status]);
    }
  });

  test("is sent in parts of the requested version, and whole to a client with parts of another", async () => {
    const tags = new Map<string, string>();
    for (const way of ways) {
      const whole = await ask(styles, accepting(way));
      const bytes = Buffer.from(await whole.arrayBuffer());
      const tag = whole.headers.get("ETag") ?? "none";
      tags.set(way, tag);
      for (const more of [{}, { "If-Range": tag }] as Record<string, string>[]) {
        const part = await ask(styles, { ...accepting(way), Range: "bytes=100-199", ...more });
        expect([part.status, part.headers.get("ETag")]).toEqual([206, tag]);
        expect(part.headers.get("Content-Range")).toBe(`bytes 100-199/${bytes.length}`);
        expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(100, 200));
      }
    }
    const other = { ...accepting("gzip"), Range: "bytes=100-199", "If-Range": tags.get("br")! };
    expect((await ask(styles, other)).status).toBe(200);
  });

  test("has the same headers for HEAD", async () => {
    for (const way of ways) {
      const get = await ask(styles, accepting(way));
      const head = await ask(styles, accepting(way), { method: "HEAD" });
      for (const name of ["Content-Encoding", "ETag", "Content-Type", "Vary"]) {
        expect(head.headers.get(name)).toBe(get.headers.get(name));
      }
      const { byteLength } = await get.arrayBuffer();
      expect(head.headers.get("Content-Length")).toBe(String(byteLength));
    }
  });

  test("cannot be reached by the name of its compressed version", async () => {
    for (const ending of [".br", ".gz"]) expect((await ask(styles + ending)).status).toBe(404);
  });
});

describe("a client with a cookie gets compressed answers only if no other site triggered the request:", () => {
  const sites: [site: string | undefined, isPacked: boolean][] = [
    [undefined, false],
    ["cross-site", false],
    ["same-site", false],
    ["", false],
    ["same-origin, cross-site", false],
    ["none", true],
    ["same-origin", true],
  ];
  for (const [site, isPacked] of sites) {
    test(site ?? "not said", async () => {
      const asked = { ...accepting("gzip"), ...(site !== undefined && { "Sec-Fetch-Site": site }) };
      const { member, staff } = world.people;
      for (const path of [`/chat/${world.groupId}`, "/conversations", "/account", "/chat/none"]) {
        const byCookie = await ask(path, { ...asked, Cookie: member.cookie });
        const { headers } = byCookie;
        expect([path, headers.get("Content-Encoding")]).toEqual([path, isPacked ? "gzip" : null]);
        expect(headers.get("Vary")).toBe("Accept-Encoding");
        expect(await unpacked(byCookie)).toEndWith("</html>");
        const head = await ask(path, { ...asked, Cookie: member.cookie }, { method: "HEAD" });
        expect(head.headers.get("Content-Encoding")).toBe(isPacked ? "gzip" : null);
      }
      const reflected = await ask("/users?q=guess", { ...asked, Cookie: staff.cookie });
      expect(reflected.headers.get("Content-Encoding")).toBe(isPacked ? "gzip" : null);
      // No page can make a browser send a token, and clients without credentials get no secrets.
      const byToken = { ...asked, Authorization: `Bearer ${staff.token}` };
      expect((await ask("/users", byToken)).headers.get("Content-Encoding")).toBe("gzip");
      expect((await ask("/auth/login", asked)).headers.get("Content-Encoding")).toBe("gzip");
    });
  }
});

test("a small answer is uncompressed, unless the client refuses that", async () => {
  for (const path of ["/healthz", "/api/me"]) {
    const asked = { Authorization: `Bearer ${world.people.member.token}` };
    const small = await ask(path, { ...asked, ...accepting("gzip") });
    expect([small.status, small.headers.get("Content-Encoding")]).toEqual([200, null]);
    const refused = await ask(path, { ...asked, ...accepting("identity;q=0, gzip") });
    expect(refused.headers.get("Content-Encoding")).toBe("gzip");
    expect(JSON.parse(await unpacked(refused))).toEqual(await small.json());
  }
});

test("answers to forms are compressed as well, including refusals", async () => {
  const { member } = world.people;
  const headers = {
    ...accepting("gzip"),
    Cookie: member.cookie,
    "Sec-Fetch-Site": "same-origin",
    "Content-Type": "application/x-www-form-urlencoded",
  };
  const answer = await ask("/account", headers, { method: "POST", body: "name=" });
  expect([answer.status, answer.headers.get("Content-Encoding")]).toEqual([422, "gzip"]);
  expect(await unpacked(answer)).toEndWith("</html>");
});

test("compressed files and binary data stay unchanged", async () => {
  const bytes = Buffer.alloc(5_000, "x");
  const kinds: { path: string; headers: Record<string, string> }[] = [
    { path: "/packed", headers: { "Content-Type": "text/plain", "Content-Encoding": "gzip" } },
    { path: "/image", headers: { "Content-Type": "image/png" } },
    { path: "/text", headers: { "Content-Type": "text/plain" } },
  ];
  const table = kinds.map(({ path, headers }) => ({
    method: "GET" as const,
    path,
    policy: "public" as const,
    kind: "page" as const,
    handle: () => new Response(bytes, { headers }),
  }));
  const own = testWeb({ routes: table });
  const encodingOf = async (path: string) => {
    const answer = await own.get(path, undefined, accepting("gzip"));
    const { byteLength } = await answer.arrayBuffer();
    return [answer.headers.get("Content-Encoding"), byteLength < bytes.length];
  };
  expect(await encodingOf("/packed")).toEqual(["gzip", false]);
  expect(await encodingOf("/image")).toEqual([null, false]);
  expect(await encodingOf("/text")).toEqual(["gzip", true]);
  own.services.dispose();
});

test("an answer of 128 KiB is compressed with zstd by choice, a smaller one with brotli", async () => {
  const long = 128 * 1024;
  const table = [long - 1, long].map((bytes) => ({
    method: "GET" as const,
    path: `/${bytes}`,
    policy: "public" as const,
    kind: "page" as const,
    handle: () => new Response("x".repeat(bytes), { headers: { "Content-Type": "text/plain" } }),
  }));
  const own = testWeb({ routes: table });
  const encodingOf = async (bytes: number, accepted: string) =>
    (await own.get(`/${bytes}`, undefined, accepting(accepted))).headers.get("Content-Encoding");
  expect(await encodingOf(long - 1, "gzip, br, zstd")).toBe("br");
  expect(await encodingOf(long, "gzip, br, zstd")).toBe("zstd");
  expect(await encodingOf(long, "gzip, br")).toBe("gzip");
  expect(await encodingOf(long, "br")).toBe("br");
  own.services.dispose();
});

test("an answer of 1,024 bytes is compressed, a smaller one is not", async () => {
  const table = [1_023, 1_024].map((bytes) => ({
    method: "GET" as const,
    path: `/${bytes}`,
    policy: "public" as const,
    kind: "page" as const,
    handle: () => new Response("x".repeat(bytes), { headers: { "Content-Type": "text/plain" } }),
  }));
  const own = testWeb({ routes: table });
  const encodingOf = async (path: string) =>
    (await own.get(path, undefined, accepting("gzip"))).headers.get("Content-Encoding");
  expect([await encodingOf("/1023"), await encodingOf("/1024")]).toEqual([null, "gzip"]);
  own.services.dispose();
});

test("caches learn of everything that an answer for other origins' scripts depends on", async () => {
  const origin = "https://app.example.edu";
  const open = testWeb({ config: { corsOrigins: [origin] } });
  const answer = await open.get("/api/openapi.json", undefined, {
    Origin: origin,
    ...accepting("gzip"),
  });
  expect(answer.headers.get("Content-Encoding")).toBe("gzip");
  expect((answer.headers.get("Vary") ?? "").split(", ").toSorted()).toEqual([
    "Accept-Encoding",
    "Origin",
  ]);
  open.services.dispose();
});
