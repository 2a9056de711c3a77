import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { testMs } from "#tests/support/patience.ts";
import { startHaproxy } from "#tests/support/proxies.ts";
import { proxyCases, ProxiedChat } from "./proxy_cases.ts";

setDefaultTimeout(testMs);

describe("behind HAProxy as documented", () => {
  const chat = new ProxiedChat(startHaproxy);
  proxyCases(chat);

  test.each(["team-chat-pages/web", "team-chat-sockets/sockets"])(
    "its health check finds %s up",
    async (server) => {
      const line = await chat.proxy.output.line((one) => one.includes(`server ${server} `));
      expect(line).toContain("succeeded, reason: Layer7 check passed, code: 200");
    },
  );
});
