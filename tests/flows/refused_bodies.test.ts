/** What becomes of the connection when a request is refused before its body has arrived. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { buildIfStale } from "#cli/build.ts";
import { within } from "#tests/support/output.ts";
import { patienceMs, testMs, until } from "#tests/support/patience.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { startWeb, type WebServer } from "#web/main.ts";

setDefaultTimeout(testMs);

let services: TestServices;
let server: WebServer;
beforeAll(async () => {
  await buildIfStale();
  services = testServices();
  server = startWeb(services.config, services);
});
afterAll(async () => {
  await server.stop();
  services.dispose();
});

test("a refusal is sent once the body has arrived, as a proxy that is still sending expects", async () => {
  let received = "";
  const over = Promise.withResolvers<void>();
  const socket = await Bun.connect({
    hostname: "127.0.0.1",
    port: server.port,
    socket: {
      data: (_socket, chunk) => void (received += Buffer.from(chunk).toString()),
      end: (open) => void open.end(),
      close: () => over.resolve(),
    },
  });
  const refusals = async () => {
    const counters = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
    return Number(/\{status="4xx"\} (\d+)/.exec(counters)?.[1] ?? 0);
  };
  const before = await refusals();
  const head = ["POST /auth/login HTTP/1.1", "Host: 127.0.0.1", "Content-Length: 2"];
  socket.write([...head, "Connection: close", "", "x"].join("\r\n"));
  await until(async () => (await refusals()) > before, "the request is refused");
  expect(received).toBe("");
  socket.write("x");
  await within(over.promise, patienceMs, () => `The connection stays open: ${received}`);
  expect(received).toStartWith("HTTP/1.1 403 ");
});
