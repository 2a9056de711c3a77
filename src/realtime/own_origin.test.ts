import { describe, expect, test } from "bun:test";
import { isOwnOrigin } from "./own_origin.ts";

const tls = {
  production: true,
  publicUrl: new URL("https://chat.example.edu"),
  wsUrl: new URL("wss://chat.example.edu:8443/ws"),
};
const plain = {
  production: true,
  publicUrl: new URL("http://chat.lan:5000"),
  wsUrl: new URL("ws://chat.lan:8080"),
};
const development = {
  production: false,
  publicUrl: new URL("http://127.0.0.1:5000"),
  wsUrl: new URL("ws://127.0.0.1:8080"),
};

const asks = (config: typeof tls, origin: string, host = "chat.example.edu") =>
  isOwnOrigin(config, new Headers({ Origin: origin, Host: host }));

describe("behind TLS", () => {
  const foreign = [
    "null",
    "",
    "https://evil.example",
    "http://chat.example.edu",
    "http://chat.example.edu:443",
    "https://chat.example.edu:8444",
    "https://chat.example.edu.",
    "https://chat.example.edu.evil.example",
    "https://evilchat.example.edu",
    "https://sub.chat.example.edu",
    "https://example.edu",
    "https://chat.example.edu/",
    "https://chat.example.edu@evil.example",
    "https://evil@chat.example.edu",
    "https://chat.example.edu evil",
    "https://chat.example.edu, https://evil.example",
    "https://chat.example.edu?https://chat.example.edu",
    "https://chat.example.edu#",
    "https:\\\\chat.example.edu",
    "https:chat.example.edu",
    "//chat.example.edu",
    "chat.example.edu",
    "wss://chat.example.edu:8443",
    "file://chat.example.edu",
    "https://[::ffff:127.0.0.1]",
    "https://xn--cht-1na.example.edu",
    "https://chat%2eexample.edu",
    "https://chat.example.edu:0443x",
    "https://chat.example.edu:99999",
  ];
  test.each(foreign)("%j may not use the cookie", (origin) => {
    expect(asks(tls, origin)).toBe(false);
    // With DNS rebinding, Host and Origin have the same name.
    const host = origin.replace(/^\w+:\/\//, "");
    if (!host.includes("chat.example.edu:8444")) expect(asks(tls, origin, host)).toBe(false);
  });

  const own = [
    "https://chat.example.edu",
    "https://chat.example.edu:443",
    "https://Chat.Example.EDU",
    "https://chat.example.edu:8443",
  ];
  test.each(own)("%j may", (origin) => {
    expect(asks(tls, origin)).toBe(true);
  });

  test("another port of our own name may, if the client connected to that port", () => {
    expect(asks(tls, "https://chat.example.edu:9443", "chat.example.edu:9443")).toBe(true);
    expect(asks(tls, "https://chat.example.edu:9443", "chat.example.edu:8443")).toBe(false);
  });

  test("a missing origin may: the client is not a browser", () => {
    expect(isOwnOrigin(tls, new Headers({ Host: "chat.example.edu" }))).toBe(true);
  });
});

test("without TLS only the pages' and the socket's port may", () => {
  expect(asks(plain, "http://chat.lan:5000", "chat.lan:8080")).toBe(true);
  expect(asks(plain, "http://chat.lan:8080", "chat.lan:8080")).toBe(true);
  expect(asks(plain, "http://chat.lan", "chat.lan:8080")).toBe(false);
  expect(asks(plain, "http://localhost:8080", "localhost:8080")).toBe(false);
  expect(asks(plain, "http://10.0.2.2:8080", "10.0.2.2:8080")).toBe(false);
});

describe("in development", () => {
  test("the names of this machine may, with the port of the connection", () => {
    for (const host of ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "10.0.2.2:8080"]) {
      expect([host, asks(development, `http://${host}`, host)]).toEqual([host, true]);
    }
  });

  test("other programs on this machine may not, nor may names that resemble its own", () => {
    expect(asks(development, "http://localhost:3000", "localhost:8080")).toBe(false);
    expect(asks(development, "http://localhost", "localhost:8080")).toBe(false);
    expect(asks(development, "http://evil.example:8080", "evil.example:8080")).toBe(false);
    expect(asks(development, "http://localhost.:8080", "localhost.:8080")).toBe(false);
    expect(asks(development, "http://10.0.2.3:8080", "10.0.2.3:8080")).toBe(false);
    expect(asks(development, "http://localhost:8080", "")).toBe(false);
  });
});
