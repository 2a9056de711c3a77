import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { databaseName, ConfigError, type Environment, readConfig, usesTls } from "./config.ts";

const secure = { PUBLIC_URL: "https://chat.example.edu", WS_URL: "wss://chat.example.edu/ws" };

/** The text of the error. */
function refusalOf(env: Environment): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return `accepted: ${JSON.stringify(env)}`;
}

const wrong: Record<string, string[]> = {
  TEAM_CHAT_ENV: ["prod", "Production", " production"],
  HOST: [
    "[::1]",
    "127.0.0.1:5000",
    "127.1",
    "010.0.0.1",
    "http://127.0.0.1",
    "chat.example.edu",
    "127.0.0.1 ",
    "fe80::1%eth0",
    "*",
  ],
  WEB_PORT: ["0", "65536", "1e3", "0x10", " 5", "5 ", "+5", "-1", "5.0", "five", "٥"],
  REALTIME_PORT: ["0", "1e4", "8080,8081"],
  REALTIME_WORKERS: ["0", "65", "0b1", "Infinity", "NaN"],
  PUBLIC_URL: [
    "chat.example.edu",
    "https://",
    "https://chat.example.edu/team",
    "https://chat.example.edu//",
    "https://chat.example.edu?x=1",
    "https://chat.example.edu/?",
    "https://chat.example.edu/#top",
    "https://ada:secret@chat.example.edu",
    "https://*.example.edu",
    "https://a.example.edu,https://b.example.edu",
    "https://chat.example.edu:99999",
    "ftp://chat.example.edu",
    "wss://chat.example.edu",
    "javascript:alert(1)",
  ],
  WS_URL: [
    "https://chat.example.edu/ws",
    "wss:",
    "wss://chat.example.edu/ws?token=1",
    "wss://chat.example.edu/ws#top",
    "wss://ada@chat.example.edu/ws",
    "wss://*/ws",
    "/ws",
  ],
  INSTANCE_DIR: ["~", "~/data", "file:///data"],
  DATABASE_URL: [
    "sqlite:",
    "sqlite::memory:",
    "sqlite://:memory:",
    "sqlite:~/db.sqlite3",
    "sqlite:///",
    "sqlite://localhost/db.sqlite3",
    "sqlite:/data/",
    "sqlite:/data/db.sqlite3?mode=ro",
    "sqlite:/data/my%20db.sqlite3",
    "/data/db.sqlite3",
  ],
  REGISTRATION: ["yes", "Open", "domain"],
  CORS_ORIGINS: [
    "*",
    "null",
    "app.example.edu",
    "https://app.example.edu/path",
    "https://app.example.edu?x",
    "https://*.example.edu",
    "https://ada@app.example.edu",
    "wss://app.example.edu",
    "file:///app",
    "https://app.example.edu;https://b.example.edu",
    "https://app.example.edu, *",
  ],
  IMPRINT_URL: ["uni.example.edu/imprint", "/imprint", "https://", "ftp://uni.example.edu/imprint"],
  PRIVACY_URL: ["javascript:alert(1)", "https://ada:secret@uni.example.edu/", "https://*/privacy"],
  ACCESSIBILITY_URL: ["accessibility", "mailto:help@uni.example.edu"],
  HELP_CONTACT: ["help", "help@uni", "help@uni.example.edu, it@uni.example.edu", "tel:+4930123"],
  TRUST_PROXY: ["true", "1", "YES", "10.0.0.1"],
  LOG_LEVEL: ["INFO", "trace"],
  LOG_FORMAT: ["JSON", "logfmt"],
};

describe("a value that cannot work is refused with one line that names its setting:", () => {
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      test(`${name} is not "${value}"`, () => {
        const refusal = refusalOf({ [name]: value });
        expect(refusal).toStartWith(name);
        expect(refusal).toContain(value.split(", ").at(-1)!);
        expect(refusal).not.toContain("\n");
      });
    }
  }

  test("an unknown kind of database, without showing the password in its URL", () => {
    for (const scheme of ["file:", "mysql:"]) {
      const refusal = refusalOf({ DATABASE_URL: `${scheme}//chat:secret@db/chat` });
      expect(refusal).toStartWith(`DATABASE_URL begins with ${scheme.toLowerCase()},`);
      expect(refusal).toContain("sqlite:/path/to/db.sqlite3");
      expect(refusal).not.toContain("secret");
      expect(refusal).not.toContain("\n");
    }
  });

  test("an unknown sslmode, and a pooler without a database behind it", () => {
    const url = "postgres://chat:secret@db/chat?sslmode=maybe";
    expect(refusalOf({ DATABASE_URL: url })).toStartWith("DATABASE_URL has an sslmode that is not");
    expect(refusalOf({ DATABASE_URL: url })).not.toContain("secret");
    expect(refusalOf({ DATABASE_POOLER: "transaction" })).toStartWith("DATABASE_POOLER is for");
    expect(refusalOf({ DATABASE_POOLER: "session" })).toContain("none, transaction");
  });

  test("a bus for several servers without a database for them, or one that is no address", () => {
    const database = { DATABASE_URL: "postgres://chat@db/chat" };
    for (const setting of [{ NATS_URL: "nats://bus:4222" }, { DATABASE_LISTEN_URL: "none" }]) {
      expect(refusalOf(setting)).toContain("which need DATABASE_URL=postgres://");
    }
    for (const value of [
      "bus:4222",
      "http://chat:secret@bus",
      "nats://chat:secret@bus/path",
      "nats://chat:secret@bus?x",
      "nats://chat:secret@bus,other",
      "nats://chat:sec%ret@bus",
    ]) {
      const refusal = refusalOf({ ...database, NATS_URL: value });
      expect(refusal).toStartWith("NATS_URL ");
      expect(refusal).not.toContain("secret");
      expect(refusal).not.toContain("sec%ret");
    }
    const listen = refusalOf({ ...database, DATABASE_LISTEN_URL: "mysql://chat:secret@db/chat" });
    expect(listen).toStartWith("DATABASE_LISTEN_URL is not of the form postgres://");
    expect(listen).not.toContain("secret");
    expect(refusalOf({ ...database, NATS_SUBJECT: "chat.*" })).toStartWith("NATS_SUBJECT=chat.*");
  });

  test("a PostgreSQL address that names no server or database, without showing its password", () => {
    for (const rest of [
      "//chat:secret@db",
      "//chat:secret@db/",
      "//chat:secret@db/one/two",
      "//chat:secret@db/chat?options=-c%20fsync=off",
      "//chat:secret@db/chat#here",
      "///chat?password=secret",
      "//chat:sec/ret@db/chat",
      "",
    ]) {
      const refusal = refusalOf({ DATABASE_URL: `postgres:${rest}` });
      expect(refusal).toStartWith("DATABASE_URL is not of the form postgres://");
      expect(refusal).not.toContain("secret");
      expect(refusal).not.toContain("\n");
    }
  });

  test("one port for both servers", () => {
    expect(refusalOf({ WEB_PORT: "7001", REALTIME_PORT: "7001" })).toContain("both 7001");
    expect(refusalOf({ WEB_PORT: "8080" })).toContain("both 8080");
  });

  test("sockets without TLS for pages with it", () => {
    expect(refusalOf({ PUBLIC_URL: "https://chat.example.edu" })).toStartWith("WS_URL must begin");
    expect(refusalOf({ ...secure, WS_URL: "ws://chat.example.edu/ws" })).toContain("wss://");
  });

  test("domains that nothing uses, and missing ones", () => {
    const REGISTRATION_DOMAINS = "uni.example.edu";
    for (const REGISTRATION of ["open", "closed", undefined]) {
      expect(refusalOf({ REGISTRATION, REGISTRATION_DOMAINS })).toContain("REGISTRATION=domains");
    }
    for (const none of [undefined, "", " , "]) {
      const env = { REGISTRATION: "domains", REGISTRATION_DOMAINS: none };
      expect(refusalOf(env)).toContain("needs REGISTRATION_DOMAINS");
    }
  });

  const noDomains = [
    "ada@uni.example.edu",
    "@",
    "https://uni.example.edu",
    "uni.example.edu/",
    "uni example.edu",
    "*.uni.example.edu",
    ".uni.example.edu",
    "uni",
    "uni.example.edu;b.example.edu",
  ];
  for (const domain of noDomains) {
    test(`REGISTRATION_DOMAINS cannot contain "${domain}"`, () => {
      const env = { REGISTRATION: "domains", REGISTRATION_DOMAINS: `a.example.edu,${domain}` };
      expect(refusalOf(env)).toStartWith(`REGISTRATION_DOMAINS names ${domain}`);
    });
  }
});

describe("different spellings of an address mean the same:", () => {
  const writings: [value: string, origin: string][] = [
    ["https://chat.example.edu", "https://chat.example.edu"],
    ["HTTPS://chat.example.edu", "https://chat.example.edu"],
    ["https://Chat.Example.EDU/", "https://chat.example.edu"],
    ["https://chat.example.edu:443", "https://chat.example.edu"],
    ["https://chat.example.edu:8443/", "https://chat.example.edu:8443"],
    ["https://chät.example.edu", "https://xn--cht-rla.example.edu"],
    ["https://[2001:DB8:0::1]", "https://[2001:db8::1]"],
    [" https://chat.example.edu", "https://chat.example.edu"],
  ];
  for (const [value, origin] of writings) {
    test(`PUBLIC_URL written as ${value}`, () => {
      const config = readConfig({ ...secure, PUBLIC_URL: value });
      expect(config.publicUrl.origin).toBe(origin);
      expect(usesTls(config)).toBe(true);
    });
  }

  test("WS_URL written as WSS://Chat.Example.EDU:443/ws", () => {
    const { wsUrl } = readConfig({ ...secure, WS_URL: "WSS://Chat.Example.EDU:443/ws" });
    expect(wsUrl.href).toBe("wss://chat.example.edu/ws");
  });

  test("CORS_ORIGINS, as browsers write them", () => {
    const CORS_ORIGINS =
      "https://app.example.edu/, HTTP://LocalHost:3000,https://b.example.edu:443,capacitor://localhost";
    expect(readConfig({ CORS_ORIGINS }).corsOrigins).toEqual([
      "https://app.example.edu",
      "http://localhost:3000",
      "https://b.example.edu",
      "capacitor://localhost",
    ]);
  });

  test("HOST, in its shortest form", () => {
    const hosts = { "0:0::1": "::1", LOCALHOST: "localhost", "::": "::", "0.0.0.0": "0.0.0.0" };
    for (const [HOST, host] of Object.entries(hosts)) {
      expect(readConfig({ HOST }).host).toBe(host);
    }
    expect(readConfig({ HOST: "::1" }).publicUrl.origin).toBe("http://[::1]:5000");
    expect(readConfig({ HOST: "0.0.0.0" }).wsUrl.href).toBe("ws://localhost:8080/");
  });

  test("REGISTRATION_DOMAINS, in capitals and with an @", () => {
    const env = {
      REGISTRATION: "domains",
      REGISTRATION_DOMAINS: "@Uni.Example.EDU, b.example.edu",
    };
    const domains = ["uni.example.edu", "b.example.edu"];
    expect(readConfig(env).registration).toEqual({ mode: "domains", domains });
  });

  test("DATABASE_URL of PostgreSQL, by both of its names, and its name without the password", () => {
    for (const scheme of ["postgres", "postgresql", "PostgreSQL"]) {
      const config = readConfig({
        DATABASE_URL: `${scheme}://chat:s%40cret@db.example.edu/chat?sslmode=verify-full`,
      });
      const href = "postgres://chat:s%40cret@db.example.edu/chat?sslmode=verify-full";
      expect(config.database).toMatchObject({ kind: "postgres", url: { href } });
      expect(databaseName(config)).toBe("PostgreSQL db.example.edu:5432/chat");
    }
  });

  test("what carries the bus: a socket, the database, another address of it, NATS, or nothing", () => {
    const database = "postgres://chat@db/chat";
    const busOf = (env: Environment) => readConfig({ DATABASE_URL: database, ...env }).bus;
    const path = "/data/bus.sock";
    expect(readConfig({ INSTANCE_DIR: "/data" }).bus).toEqual({ kind: "unix", path });
    expect(busOf({})).toMatchObject({ kind: "postgres", url: { href: database } });
    const href = "postgres://chat@direct/chat";
    expect(busOf({ DATABASE_LISTEN_URL: href })).toMatchObject({ kind: "postgres", url: { href } });
    expect(busOf({ DATABASE_LISTEN_URL: "none" })).toEqual({ kind: "none" });
    const directOf = (env: Environment) => readConfig({ DATABASE_URL: database, ...env }).database;
    expect(directOf({ DATABASE_LISTEN_URL: href })).toMatchObject({ directUrl: { href } });
    for (const none of [{}, { DATABASE_LISTEN_URL: "none" }]) {
      expect(directOf(none)).not.toHaveProperty("directUrl");
    }
    const pooler = { DATABASE_POOLER: "transaction" };
    expect(busOf(pooler)).toEqual({ kind: "none" });
    const direct = busOf({ ...pooler, DATABASE_LISTEN_URL: href });
    expect(direct).toMatchObject({ kind: "postgres", url: { href } });
    expect(busOf({ NATS_URL: "tls://chat:s%40cret@one:4222, tls://two" })).toEqual({
      kind: "nats",
      servers: ["one:4222", "two"],
      user: "chat",
      password: "s@cret",
      isTls: true,
      subject: "team_chat",
    });
  });

  test("DATABASE_URL, with one slash or three", () => {
    const file = "/data/my db (1).sqlite3";
    for (const start of ["sqlite:", "sqlite://", "SQLite:", "sqlite:///"]) {
      expect(readConfig({ DATABASE_URL: start + file }).database).toEqual({ kind: "sqlite", file });
    }
    expect(readConfig({ INSTANCE_DIR: "/data/../a/" }).database).toMatchObject({
      file: "/a/db.sqlite3",
    });
    const beside = join(import.meta.dir, "../../data/db.sqlite3");
    expect(readConfig({ DATABASE_URL: "sqlite:./data/db.sqlite3" }).database).toMatchObject({
      file: beside,
    });
    expect(readConfig({ INSTANCE_DIR: "data" }).database).toMatchObject({ file: beside });
  });
});

test("an empty setting counts as not set", () => {
  const names = [...Object.keys(wrong), "REGISTRATION_DOMAINS"];
  expect(readConfig(Object.fromEntries(names.map((name) => [name, ""])))).toEqual(readConfig({}));
});
