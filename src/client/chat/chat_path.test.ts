import { expect, test } from "bun:test";
import { chatPath, conversationOf } from "./chat_path.ts";

test("an address that is not a group's chat, or is cut within a character, names no group", () => {
  const others = ["/chat/", "/chat//", "/chat/a/b", "/chat/a//", "/chats/a", "/", "/chat/%E0"];
  for (const path of others) expect(conversationOf(path)).toBeUndefined();
});

test("a group's address leads back to it, whatever its id, and with a trailing slash", () => {
  for (const id of ["0199", "a b", "ä/ö", "50%", "%E0", "?#", "a+b"]) {
    expect(conversationOf(chatPath(id))).toBe(id);
    expect(conversationOf(`${chatPath(id)}/`)).toBe(id);
  }
});
