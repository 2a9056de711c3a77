import { describe, expect, test } from "bun:test";
import { lastForwarded, networkOf } from "./network_of.ts";

test("addresses of one IPv6 network count as one, those of two as two", () => {
  const one = ["2001:db8:1:2::1", "2001:0DB8:0001:0002:ffff:0:0:9", "2001:db8:1:2:3:4:5:6"];
  expect(new Set(one.map(networkOf))).toEqual(new Set(["2001:db8:1:2::/64"]));
  expect(networkOf("2001:db8:1:3::1")).toBe("2001:db8:1:3::/64");
  expect(networkOf("::1")).toBe("0:0:0:0::/64");
  expect(networkOf("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
});

test("an IPv4 address counts on its own, even when written as IPv6", () => {
  for (const text of [
    "192.0.2.1",
    "::ffff:192.0.2.1",
    "::FFFF:c000:201",
    "0:0:0:0:0:ffff:c000:0201",
  ]) {
    expect(networkOf(text)).toBe("192.0.2.1");
  }
  expect(networkOf("::ffff:203.113.255.254")).toBe("203.113.255.254");
});

test("an IPv6 address that only resembles a written IPv4 address is of an IPv6 network", () => {
  expect(networkOf("::fffe:192.0.2.1")).toBe("0:0:0:0::/64");
  expect(networkOf("2001:db8:0:0:0:ffff:c000:201")).toBe("2001:db8:0:0::/64");
  expect(networkOf("0:0:0:0:1:ffff:c000:201")).toBe("0:0:0:0::/64");
});

test("a text that is not an address is not a network", () => {
  const others = [
    "",
    "unknown",
    "unix:",
    "a b",
    "1:2:3",
    "[::1]",
    "192.0.2.1:80",
    "192.0.2",
    "::1%",
  ];
  for (const text of [
    ...others,
    "192.0.2.01",
    "::1]@[::2",
    "::1/64",
    "192.0.2.1%eth0",
    "1".repeat(5_000),
  ]) {
    expect(networkOf(text)).toBeUndefined();
  }
});

describe("of the addresses that proxies pass on", () => {
  const same: Record<string, string[]> = {
    "203.0.113.9": [
      "203.0.113.9",
      "203.0.113.9:40001",
      " 203.0.113.9 ",
      '"203.0.113.9:40002"',
      "198.51.100.1, 203.0.113.9",
      "203.0.113.9:1,198.51.100.1:2,\t203.0.113.9:3",
      "::ffff:203.0.113.9",
      "[::FFFF:203.0.113.9]:443",
    ],
    "2001:db8:0:0::/64": [
      "2001:db8::1",
      "[2001:db8::1]",
      "[2001:DB8::2]:40001",
      '"[2001:db8::3]:40002"',
      "[2001:db8::4%eth0]:1",
      "203.0.113.9:40001, [2001:db8::5]:2",
    ],
  };
  for (const [network, headers] of Object.entries(same)) {
    for (const header of headers) {
      test(`the last one counts, with port, brackets and quotes: ${header}`, () => {
        expect(networkOf(lastForwarded(header) ?? "")).toBe(network);
      });
    }
  }

  const none = [
    "",
    " ",
    ",",
    "203.0.113.9,",
    "203.0.113.9, unknown",
    "_hidden",
    '"',
    "for=203.0.113.9",
  ];
  for (const header of [...none, "203.0.113.9:port", "[2001:db8::1", "203.0.113.9:40001:1"]) {
    test(`a last value that is not an address counts for nothing: "${header}"`, () => {
      expect(lastForwarded(header)).toBeUndefined();
    });
  }
});
