import { describe, setDefaultTimeout } from "bun:test";
import { testMs } from "#tests/support/patience.ts";
import { startCaddy } from "#tests/support/proxies.ts";
import { proxyCases, ProxiedChat } from "./proxy_cases.ts";

setDefaultTimeout(testMs);

describe("behind Caddy as documented", () => {
  proxyCases(new ProxiedChat(startCaddy));
});
