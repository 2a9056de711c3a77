import { expect, test } from "bun:test";
import { networkOf } from "./network_of.ts";

test("addresses of one IPv6 network count as one, those of two as two", () => {
  const one = ["2001:db8:1:2::1", "2001:0DB8:0001:0002:ffff:0:0:9", "2001:db8:1:2:3:4:5:6"];
  expect(new Set(one.map(networkOf))).toEqual(new Set(["2001:db8:1:2::/64"]));
  expect(networkOf("2001:db8:1:3::1")).toBe("2001:db8:1:3::/64");
  expect(networkOf("::1")).toBe("0:0:0:0::/64");
  expect(networkOf("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
});

test("an IPv4 address counts by itself, also where it is written as IPv6", () => {
  expect(networkOf("192.0.2.1")).toBe("192.0.2.1");
  expect(networkOf("::ffff:192.0.2.1")).toBe("192.0.2.1");
});

test("what is no address stays as it is", () => {
  for (const text of ["", "unknown", "unix:", "a b", "1:2:3", "[::1]"]) {
    expect(networkOf(text)).toBe(text);
  }
});
