import { expect, test } from "bun:test";
import { nextPath } from "./next_path.ts";

const elsewhere = [
  undefined,
  "",
  "chat/1",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  " /chat/1",
  "https://evil.example/",
  "https:evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "/chat/1\r\nSet-Cookie: session=x",
  "/chat/\u0000",
  "/chat/ä",
  "/auth/logout",
];

for (const wanted of elsewhere) {
  test(`${JSON.stringify(wanted) ?? "nothing"} is not accepted as the page after signing in`, () => {
    expect(nextPath(wanted)).toBe("/");
  });
}

test("one of our paths is kept with its query, and browsers stay on our site", () => {
  const own = [
    "/",
    "/chat/c0000000-0000-0000-0000-00000000g001",
    "/users?q=a%20b&page=2",
    "/.//evil.example",
  ];
  for (const path of own) {
    expect(nextPath(path)).toBe(path);
    expect(new URL(path, "https://chat.example.edu").host).toBe("chat.example.edu");
  }
});
