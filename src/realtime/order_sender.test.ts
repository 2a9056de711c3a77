import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import type { Queries } from "#storage/database.ts";
import { until } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import { identifiedSocket } from "#tests/support/recorded_socket.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { OrderSender } from "./order_sender.ts";
import { Roster } from "./roster.ts";

let services: TestServices;
let boss: TestPerson;
let student: TestPerson;
let [own, foreign]: string[] = [];
let roster: Roster;
let order: OrderSender;
let reads: number;
let failures: unknown[];
/** What the next read of the positions waits for. */
let waitFor: Promise<unknown> | undefined;

beforeAll(async () => {
  services = testServices();
  boss = await makePerson(services, { role: "admin" });
  student = await makePerson(services);
  own = await makeGroup(boss.context, [student], "One");
  foreign = await makeGroup(boss.context, [], "Two");
});
afterAll(() => services.dispose());

beforeEach(() => {
  reads = 0;
  failures = [];
  waitFor = undefined;
  roster = new Roster();
  const db: TestServices["db"] = {
    ...services.db,
    async all<Row>(...query: Parameters<Queries["all"]>) {
      reads += 1;
      await waitFor;
      return services.db.all<Row>(...query);
    },
  };
  order = new OrderSender({ db, roster, failed: (error) => failures.push(error) });
});

const kinds = ({ frames }: ReturnType<typeof identifiedSocket>) =>
  frames.map(({ messageType }) => messageType);

test("[E5] each device of an account is sent its own positions, and the original's clients none", async () => {
  const roles = { [own!]: "member", "deleted meanwhile": "member" } as const;
  const devices = [1, 2].map(() => identifiedSocket(roster, student.actor, { roles }));
  const original = identifiedSocket(roster, student.actor, { roles, dialect: "original" });
  const staff = identifiedSocket(roster, boss.actor);
  order.changed();
  await until(async () => staff.frames.length > 0, "positions for staff");
  const positions = ({ frames: [frame] }: typeof staff) =>
    frame?.messageType === "ConversationsOrdered" && Object.keys(frame.payload.positions);
  expect(devices.map(positions)).toEqual([[own!], [own!]]);
  expect(positions(staff)).toEqual([own!, foreign!]);
  expect(original.frames).toEqual([]);
});

test("[E5] changes while positions are being read are sent once more, together", async () => {
  const socket = identifiedSocket(roster, student.actor);
  const gate = Promise.withResolvers<void>();
  waitFor = gate.promise;
  for (let change = 0; change < 5; change++) order.changed();
  expect(reads).toBe(1);
  gate.resolve();
  await until(async () => kinds(socket).length === 2, "two orders");
  await services.db.all`select 1`;
  expect([reads, kinds(socket).length]).toEqual([2, 2]);
  order.changed();
  await until(async () => kinds(socket).length === 3, "another order");
});

test("a failure is reported, and the next change is sent", async () => {
  const socket = identifiedSocket(roster, student.actor);
  waitFor = Promise.reject(new Error("the disk hiccups"));
  order.changed();
  await until(async () => failures.length > 0, "the report");
  waitFor = undefined;
  order.changed();
  await until(async () => kinds(socket).length > 0, "an order");
  expect(failures).toEqual([new Error("the disk hiccups")]);
});
