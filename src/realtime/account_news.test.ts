import { expect, test } from "bun:test";
import { AccountNews } from "./account_news.ts";

test("what was read before the news of an account is out of date, what was read after is not", () => {
  const news = new AccountNews();
  news.note("ann", 7);
  expect(news.changedSince("ann", 6)).toBe(true);
  expect(news.changedSince("ann", 7)).toBe(false);
  expect(news.changedSince("bob", 1)).toBe(false);
});

test("of what is not remembered any more, everything may be out of date", () => {
  const news = new AccountNews();
  for (let id = 1; id <= 1_500; id++) news.note(`user ${id}`, id);
  expect(news.changedSince("user 1", 0)).toBe(true);
  expect(news.changedSince("somebody", 100)).toBe(true);
  expect(news.changedSince("user 1", 1_500)).toBe(false);
  expect(news.changedSince("user 1500", 1_499)).toBe(true);
});
