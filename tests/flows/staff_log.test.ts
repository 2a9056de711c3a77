/** The pages of the staff log. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { deleteGroup } from "#core/groups/bin.ts";
import { createGroup } from "#core/groups/groups.ts";
import { removeMessage, sendMessage } from "#core/messages/messages.ts";
import { cleanup } from "#core/instance/cleanup.ts";
import { createPerson, editPerson } from "#core/people/manage_people.ts";
import { checkpointsJob } from "#core/audit/checkpoints.ts";
import { chainedTo, noHash } from "#core/audit/chain.ts";
import { insertAct } from "#storage/log_chain.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
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
    let end = { number: 0, hash: noHash };
    for (let number = 1; number <= count; number += 1) {
      const minute = String(number % 60).padStart(2, "0");
      const act = {
        id: titled(number),
        at: `2026-11-02T08:${minute}:00.000Z`,
        actorId: world.admin.id,
        verb: "conversation.read",
        conversationId: null,
        courseId: null,
        subjectId: null,
        detail: titled(number),
      };
      const entry = chainedTo(end, act, "salt");
      await insertAct(tx, entry);
      end = entry;
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

/** What the newest entry says, or one before it. */
async function newest(language: string, before = 0): Promise<string> {
  const answer = await world.get("/audit", world.admin, { "Accept-Language": language });
  return sentencesOf(await answer.text())[before] ?? "";
}

/** The entries of a page, as they are read. */
function sentencesOf(page: string): string[] {
  const [, list = ""] = /<ol[^>]*>(.*?)<\/ol>/s.exec(page) ?? [];
  return list
    .split("</li>")
    .slice(0, -1)
    .map((row) =>
      row
        .replaceAll(/<span aria-hidden.*?<\/span>/g, "")
        .replaceAll(/<time.*?<\/time>/g, "")
        .replaceAll(/<\/p>/g, " | ")
        .replaceAll(/<[^>]+>/g, "")
        .replaceAll(/( \| )+$/g, ""),
    );
}

describe("in the reader's language, an entry says", () => {
  test("which role an account got", async () => {
    const { admin, ada } = world;
    const input = { name: "Eva", email: "eva@uni.example.edu", role: "admin" } as const;
    await createPerson(admin.context, input);
    // The newest one says that she was given a code.
    expect(await newest("de", 1)).toBe("Prof. Grace hat ein Konto für Eva angelegt | Lehrperson");
    await editPerson(admin.context, ada.id, { role: "admin", name: "Ada L." });
    expect(await newest("de")).toBe(
      "Prof. Grace hat das Konto von Ada L. geändert | Name, Rolle (Student/in → Lehrperson)",
    );
    expect(await newest("en")).toBe(
      "Prof. Grace changed the account of Ada L. | Name, Role (Student → Staff)",
    );
  });

  test("how many messages a deleted group had, whatever its name", async () => {
    const { admin } = world;
    const name = "3: 1 message";
    const { id } = await createGroup(admin.context, { name, description: "", members: [] });
    await sendMessage(admin.context, { conversationId: id, content: "Hello" });
    await deleteGroup(admin.context, id);
    expect(await newest("de")).toBe(
      "Prof. Grace hat eine Gruppe gelöscht | 3: 1 message: 1 Nachricht",
    );
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
    expect(await newest("de")).toBe(
      "Prof. Grace hat in der Gruppe Team 1 eine Nachricht von Ada entfernt | name, role",
    );
    expect(await newest("en")).toBe(
      "Prof. Grace removed a message from Ada in Team 1 | name, role",
    );
  });
});

describe("of several entries", () => {
  let other: TestPerson;
  beforeEach(async () => {
    const { ada, admin, groupId, services } = world;
    other = await makePerson(services, { role: "admin", name: "Ümit Öz" });
    const { id } = await sendMessage(ada.context, { conversationId: groupId, content: "Rude" });
    await removeMessage(other.context, { conversationId: groupId, messageId: id, reason: "=1+1" });
    await editPerson(admin.context, world.ben.id, { name: "Ben B." });
    await services.db.transaction(
      (tx) => tx.run`update audit set at = '2026-10-01T09:00:00.000Z' where verb = 'user.update'`,
    );
  });

  const ask = async (query: string) => {
    const answer = await world.get(`/audit${query}`, world.admin);
    expect(answer.status).toBe(200);
    return answer.text();
  };
  const removed = "Ümit Öz removed a message from Ada in Team 1 | =1+1";
  const changed = "Prof. Grace changed the account of Ben B. | Name";

  test("the filter finds those by a person, about a person or group, of a kind and of a time", async () => {
    const found: Record<string, string[]> = {
      "": [removed, changed],
      "?q=umit": [removed],
      "?q=ada": [removed],
      "?q=team+1": [removed],
      "?q=ben": [changed],
      "?q=nobody+of+that+name": [],
      [`?who=${world.admin.id}`]: [changed],
      "?what=messages": [removed],
      "?what=people": [changed],
      "?what=looks": [],
      "?from=2026-10-02": [removed],
      "?until=2026-10-01": [changed],
      "?from=2026-10-01&until=2026-10-01": [changed],
      "?from=yesterday&until=%00&what=nonsense&page=two": [removed, changed],
    };
    for (const [query, sentences] of Object.entries(found)) {
      const page = await ask(query);
      expect([query, sentencesOf(page)]).toEqual([query, sentences]);
      if (sentences.length === 0) expect(page).toContain("No entries match");
    }
  });

  test("the file has the same entries, and no cell that a spreadsheet would calculate", async () => {
    const answer = await world.get("/audit/log.csv?q=ada", world.admin);
    expect(answer.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    const [, row = "", ...none] = (await answer.text()).trim().split("\r\n");
    expect(none).toEqual([]);
    expect(row).toContain(
      `"Ümit Öz removed a message from Ada in Team 1","Ümit Öz","Ada","Team 1"`,
    );
    expect(row).toContain(`"'=1+1","message.remove"`);
  });

  test("the API gives the same, and refuses days that are none", async () => {
    const get = (query: string) => world.get(`/api/log${query}`, world.admin);
    const { entries, total } = (await (await get("?topic=messages")).json()) as {
      entries: { verb: string; subject: { name: string } }[];
      total: number;
    };
    expect([total, entries.map(({ verb, subject }) => [verb, subject.name])]).toEqual([
      1,
      [["message.remove", "Ada"]],
    ]);
    for (const query of ["?from=yesterday", "?topic=nonsense", "?page=0"])
      expect((await get(query)).status).toBe(422);
  });

  test("entries are kept for as long as the settings say, and only admins change these", async () => {
    const save = (by: TestPerson, keptDays: string) =>
      world.post("/audit/settings", { readers: "teachers", keptDays }, by);
    expect((await save(world.ada, "90")).status).toBe(404);
    expect((await save(other, "7")).status).toBe(422);
    const verbs = async () =>
      (await world.services.db.all<{ verb: string }>`select verb from audit order by verb`).map(
        ({ verb }) => verb,
      );
    await checkpointsJob(world.services).run();
    await world.services.db.transaction((tx) => tx.run`update audit set at = '2020-01-01'`);
    expect((await save(other, "730")).status).toBe(303);
    await cleanup(world.services, world.services.config).run();
    expect(await verbs()).toEqual(["settings.log"]);
    expect(await newest("en")).toBe(
      "Ümit Öz changed who reads this log, and for how long it is kept | Admins, and teachers what concerns their courses; Kept for: 2 years",
    );
  });
});
