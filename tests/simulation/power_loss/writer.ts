/**
 * Many people write at once, with the verb that both servers call, until the given number of
 * messages is acknowledged; then the program ends with SIGKILL. It prints a line per
 * acknowledgement: the length of the trace at that moment, and the message.
 *
 * Arguments: folder of the instance, FULL or NORMAL, file of the trace, number of messages.
 */
import { statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { RateLimit } from "#core/rates.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { migrate } from "#storage/sqlite/migrate.ts";
import { testServices } from "#tests/support/services.ts";
import { databaseName } from "./recording.ts";

const peopleCount = 24;
const groupCount = 4;

const [instanceDir = "", level, trace = "", count = ""] = process.argv.slice(2);
// Created here, not copied from a template: the trace must see every byte being written.
migrate(join(instanceDir, databaseName), "epoch");
const services = testServices({
  instanceDir,
  synchronous: level === "NORMAL" ? "NORMAL" : "FULL",
});
services.rates.messages = new RateLimit(services.clock, { burst: 1e9, perSecond: 1e9 });

const staff = await makePerson(services, { role: "admin" });
const people = await Promise.all(Array.from({ length: peopleCount }, () => makePerson(services)));
const members = people.map(({ id: userId }) => ({ userId }));
const groups = await Promise.all(
  Array.from({ length: groupCount }, (_, index) =>
    createGroup(staff.context, { name: `Group ${index}`, description: "", members }),
  ),
);

let acknowledged = 0;

function acknowledge(id: string): void {
  writeSync(1, `${statSync(trace).size} ${id}\n`);
  acknowledged += 1;
  if (acknowledged >= Number(count)) process.kill(process.pid, "SIGKILL");
}

async function keepWriting({ context }: TestPerson, index: number): Promise<never> {
  for (let turn = 0; ; turn++) {
    const { id: conversationId } = groups[(index + turn) % groupCount]!;
    const content = "What is written is kept. ".repeat(1 + ((index * 7 + turn * 13) % 40));
    const { id } = await sendMessage(context, { conversationId, content });
    acknowledge(id);
  }
}

await Promise.all(people.map(keepWriting));
