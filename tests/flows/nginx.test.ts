import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { testMs } from "#tests/support/patience.ts";
import { startNginx, startPlainNginx, startSecondNginx } from "#tests/support/proxies.ts";
import { proxyCases, ProxiedChat, refusalCases } from "./proxy_cases.ts";

setDefaultTimeout(testMs);

describe("behind nginx as documented", () => {
  proxyCases(new ProxiedChat(startNginx));
});

describe("behind an nginx that closes each connection", () => {
  const chat = new ProxiedChat(startPlainNginx);
  beforeAll(() => chat.start());
  afterAll(() => chat.stop());
  refusalCases(chat);
});

describe("behind nginx and a load balancer in front of it, whose address nginx knows", () => {
  const chat = new ProxiedChat(startSecondNginx);
  beforeAll(() => chat.start());
  afterAll(() => chat.stop());

  test("attempts count by the address that the load balancer has seen", async () => {
    const seven = await chat.attempts(chat.ada, (n) => `198.51.100.${n}`);
    expect(seven).toEqual([401, 401, 401, 401, 401, 401, 401]);
    const one = await chat.attempts(chat.prof, (n) => `203.0.113.${n}, 198.51.100.1:4000${n}`);
    expect(one).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });
});
