import { expect, test } from "bun:test";
import { KnownPasswords } from "#core/identity/known_passwords.ts";
import { errorText } from "./error_text.ts";

test("the first ten accounts with a known password are named, with the command that helps", () => {
  const emails = Array.from({ length: 12 }, (_, index) => `p${index + 1}@uni.example.edu`);
  const many = errorText(undefined, new KnownPasswords(emails));
  expect(many).toStartWith("12 accounts have passwords of the demo");
  expect(many).toContain("p10@uni.example.edu and 2 more. Change each with");
  expect(many).toContain("run.sh cli set-password <address or username>");
  expect(many).not.toContain("p11@");
  const counted = (count: number) =>
    errorText(undefined, new KnownPasswords(emails.slice(0, count)));
  expect(counted(11)).toContain("and 1 more.");
  expect(counted(10)).not.toContain("more");
  const one = errorText(undefined, new KnownPasswords(["a@b.example"]));
  expect(one).toStartWith("1 account has a password of the demo, which anyone can look up: a@b.ex");
  expect(one).not.toContain("more");
});
