import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { listGroups } from "#core/groups/groups.ts";
import { type GroupWorld, groupWorld } from "./groups_support.ts";

let world: GroupWorld;

beforeEach(async () => {
  world = await groupWorld();
});

afterEach(() => world.services.dispose());

const names = async () => (await listGroups(world.admin.context)).map(({ name }) => name);

function pages() {
  const { groupId } = world;
  return {
    shown: [
      "/groups",
      "/groups/create",
      "/groups/create-many",
      `/groups/${groupId}/edit`,
      `/groups/delete/${groupId}`,
      "/audit",
    ],
    sent: [
      "/groups/reorder",
      "/groups/create",
      "/groups/create-many",
      `/groups/${groupId}/edit`,
      `/groups/delete/${groupId}`,
    ],
  };
}

describe("the groups' pages refuse", () => {
  test("clients that are not signed in, and lead to the sign-in page", async () => {
    for (const path of pages().shown) {
      const answer = await world.get(path);
      expect(answer.status).toBe(302);
      expect(answer.headers.get("Location")).toStartWith("/auth/login");
    }
    for (const path of pages().sent) {
      expect((await world.post(path, { name: "Mine" })).status).toBe(401);
    }
    expect(await names()).toEqual(["Team 1"]);
  });

  test("students, for whom they do not exist", async () => {
    expect(await world.rolesIn(world.groupId)).toMatchObject({ Ada: "member" });
    for (const path of pages().shown) {
      expect((await world.get(path, world.ada)).status).toBe(404);
    }
    for (const path of pages().sent) {
      expect((await world.post(path, { name: "Mine" }, world.ada)).status).toBe(404);
    }
    expect(await names()).toEqual(["Team 1"]);
  });

  test("forms that another site sends in a teacher's name", async () => {
    const { admin } = world;
    for (const path of pages().sent) {
      const elsewhere: Record<string, string>[] = [
        { Origin: "https://evil.example" },
        { Origin: "null" },
        { "Sec-Fetch-Site": "same-site" },
      ];
      for (const foreign of elsewhere) {
        expect((await world.post(path, { name: "Mine" }, admin, foreign)).status).toBe(403);
      }
    }
    expect(await names()).toEqual(["Team 1"]);
  });

  test("groups that do not exist", async () => {
    const { admin } = world;
    for (const id of ["nowhere", "..%2F..%2Fetc", "'; drop table users --", "%00"]) {
      const part = encodeURIComponent(id);
      expect((await world.get(`/groups/${part}/edit`, admin)).status).toBe(404);
      expect((await world.get(`/groups/delete/${part}`, admin)).status).toBe(404);
      const edit = await world.post(`/groups/${part}/edit`, { name: "New" }, admin);
      expect(edit.status).toBe(404);
      expect((await world.post(`/groups/delete/${part}`, {}, admin)).status).toBe(404);
      expect((await world.post("/groups/reorder", { id }, admin)).status).toBe(404);
    }
    expect(await names()).toEqual(["Team 1"]);
  });

  test("a body that is too large", async () => {
    const huge = { name: "Team", description: "x".repeat(10_000_000) };
    const answer = await world.post("/groups/create", huge, world.admin);
    expect(answer.status).toBe(413);
    expect(await names()).toEqual(["Team 1"]);
  });

  test("a body that is not a form", async () => {
    const answer = await world.post("/groups/create", {}, world.admin, {
      "Content-Type": "application/json",
    });
    expect(answer.status).toBe(422);
  });
});

describe("a form with a mistake is shown again, with what was typed,", () => {
  const mistakes: [string, Record<string, string>, string][] = [
    ["without a name", { name: "   ", description: "kept" }, "kept"],
    ["with a name that is too long", { name: "n".repeat(121), description: "kept" }, "kept"],
    [
      "with a description that is too long",
      { name: "kept", description: "d".repeat(2001) },
      "kept",
    ],
    ["with somebody who has no account", { name: "kept", member: "nobody" }, "kept"],
  ];
  for (const [title, fields, kept] of mistakes) {
    test(title, async () => {
      const { admin, groupId } = world;
      for (const path of ["/groups/create", `/groups/${groupId}/edit`]) {
        const answer = await world.post(path, fields, admin);
        expect(answer.status).toBe(422);
        const page = await answer.text();
        expect(page).toContain(kept);
        expect(page).toContain("-error");
      }
      expect(await names()).toEqual(["Team 1"]);
    });
  }
});
