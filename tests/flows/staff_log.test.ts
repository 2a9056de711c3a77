/** The pages of the staff log. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { deleteGroup } from "#core/groups/bin.ts";
import { createGroup } from "#core/groups/groups.ts";
import { removeMessage, sendMessage } from "#core/messages/messages.ts";
import { createPerson, editPerson } from "#core/people/manage_people.ts";
import { insertAudit } from "#storage/audit.ts";
import { type GroupWorld, groupWorld } from "./groups_support.ts";

let world: GroupWorld;
beforeEach(async () => {
  world = await groupWorld();
});
afterEach(() => world.services.dispose());

const titled = (number: number) => `entry ${String(number).padStart(2, "0")}`;

/** Adds entries, numbered from 1 in the order of their times. */
const record = (count: number) =>
  world.services.db.transaction(async (tx) => {
    for (let number = 1; number <= count; number += 1) {
      const minute = String(number % 60).padStart(2, "0");
      await insertAudit(tx, {
        id: titled(number),
        at: `2026-11-02T08:${minute}:00.000Z`,
        actorId: world.admin.id,
        verb: "conversation.read",
        conversationId: null,
        courseId: null,
        subjectId: null,
        detail: titled(number),
      });
    }
  });

/** The entries that a page shows, and the numbers of the pages to which it leads. */
async function shown(query: string) {
  const answer = await world.get(`/audit${query}`, world.admin);
  expect(answer.status).toBe(200);
  const page = await answer.text();
  return {
    entries: [...page.matchAll(/entry \d\d/g)].map(([title]) => title),
    links: [...page.matchAll(/href="\/audit\?page=(\d+)"/g)].map(([, number]) => Number(number)),
    place: /Page \d+ of \d+/.exec(page)?.[0],
  };
}

const newestFirst = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => titled(from - index));

test("50 entries are one page, without links to others", async () => {
  await record(50);
  expect(await shown("")).toEqual({ entries: newestFirst(50, 1), links: [], place: undefined });
});

describe("of 51 entries", () => {
  const first = { entries: newestFirst(51, 2), links: [2], place: "Page 1 of 2" };
  const last = { entries: newestFirst(1, 1), links: [1], place: "Page 2 of 2" };
  beforeEach(() => record(51));

  test.each(["", "?page=1", "?page=0", "?page=-3", "?page=1.9", "?page=two"])(
    "%p shows the first 50",
    async (query) => {
      expect(await shown(query)).toEqual(first);
    },
  );

  test.each(["?page=2", "?page=3", "?page=99", "?page=1e999"])(
    "%p shows the oldest one, and the way back",
    async (query) => {
      expect(await shown(query)).toEqual(last);
    },
  );
});

/** What the newest entry says, or one before it, from the second column on. */
async function newest(language: string, before = 0): Promise<string[]> {
  const answer = await world.get("/audit", world.admin, { "Accept-Language": language });
  const [, table = ""] = /<tbody[^>]*>(.*?)<\/tbody>/s.exec(await answer.text()) ?? [];
  const row = table.split("</tr>")[before] ?? "";
  const cells = row.split("</td>").map((cell) => cell.replaceAll(/<[^>]+>/g, ""));
  return cells.slice(1, -1);
}

describe("in the reader's language, an entry says", () => {
  test("which role an account got", async () => {
    const { admin, ada } = world;
    const input = { name: "Eva", email: "eva@uni.example.edu", role: "admin" } as const;
    await createPerson(admin.context, input);
    // The newest one says that she was given a code.
    expect((await newest("de", 1)).at(-1)).toBe("Eva: Lehrperson");
    await editPerson(admin.context, ada.id, { role: "admin", name: "Ada L." });
    expect((await newest("de")).at(-1)).toBe("Ada L.: Name, Rolle (Student/in → Lehrperson)");
    expect((await newest("en")).at(-1)).toBe("Ada L.: Name, Role (Student → Staff)");
  });

  test("how many messages a deleted group had, whatever its name", async () => {
    const { admin } = world;
    const name = "3: 1 message";
    const { id } = await createGroup(admin.context, { name, description: "", members: [] });
    await sendMessage(admin.context, { conversationId: id, content: "Hello" });
    await deleteGroup(admin.context, id);
    expect((await newest("de")).at(-1)).toBe("3: 1 message: 1 Nachricht");
  });

  test("whose message was removed, and the reason unchanged", async () => {
    const { admin, ada, groupId } = world;
    const post = { conversationId: groupId, content: "Rude" };
    const { id } = await sendMessage(ada.context, post);
    await removeMessage(admin.context, {
      conversationId: groupId,
      messageId: id,
      reason: "name, role",
    });
    expect((await newest("de")).slice(1)).toEqual([
      "Nachricht entfernt",
      "Team 1",
      "Ada: name, role",
    ]);
  });
});
