import { expect, test } from "bun:test";
import { checkInstallation } from "#core/instance/check.ts";
import { listGroups } from "#core/groups/groups.ts";
import { createCourse } from "#demo/course.ts";
import { createDemoPeople, holdsOnlyDemo } from "#demo/people.ts";
import { signIn } from "#core/identity/sign_in.ts";
import { makePerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";

const size = { students: 40, groups: 12, messages: 3_000, seed: 7 };

test("a course has the requested size, and its database is intact", async () => {
  const services = testServices();
  const seen: number[] = [];
  const made = await createCourse(services, size, (done, total) => seen.push(done / total));
  expect(seen.at(-1)).toBe(1);
  expect(made.groups).toBe(12);
  expect(await checkInstallation(services.config, services)).toEqual([]);
  expect(await holdsOnlyDemo(services)).toBe(true);
  const counts = await services.db.get`
    select (select cast(count(*) as integer) from users where email like '%@student.example.edu') as students,
      (select cast(count(*) as integer) from messages m join users u on u.id = m.sender_id
        where u.email like '%@student.example.edu') as messages,
      (select cast(count(*) as integer) from messages where sent_from_server > ${new Date().toISOString()}) as future`;
  expect(counts).toEqual({ students: 40, messages: 3_000, future: 0 });
  const { userId } = await signIn(services, {
    email: made.example,
    password: "student-demo",
    address: "x",
  });
  const student = await makePerson(services);
  const rows = await listGroups({ ...student.context, actor: { ...student.actor, id: userId } });
  expect(rows.length).toBeGreaterThanOrEqual(3);
  expect(rows.every(({ lastMessage }) => lastMessage !== undefined)).toBe(true);
  services.dispose();
});

test("nobody has unread messages of their own, and some have unread messages of others", async () => {
  const services = testServices();
  await createDemoPeople(services);
  await createCourse(services, size, () => {});
  const counts = await services.db.get`
    select cast(count(case when m.sender_id = p.user_id then 1 end) as integer) as own,
      case when count(*) > 0 then 1 else 0 end as others
    from conversation_members p join messages m on m.conversation_id = p.conversation_id
    where m.number > p.read_number`;
  expect(counts).toEqual({ own: 0, others: 1 });
  services.dispose();
});

test("a second course with other people can be added", async () => {
  const services = testServices();
  await createCourse(services, { ...size, messages: 100 }, () => {});
  await createCourse(services, { ...size, messages: 100 }, () => {});
  expect(await checkInstallation(services.config, services)).toEqual([]);
  services.dispose();
});

test("the same seed gives the same course, another seed another one", async () => {
  const [one, same, other] = await Promise.all([texts(7), texts(7), texts(8)]);
  expect(one).toHaveLength(3_000);
  expect(same).toEqual(one);
  expect(other).not.toEqual(one);
});

async function texts(seed: number): Promise<string[]> {
  const services: TestServices = testServices();
  await createCourse(services, { ...size, seed }, () => {});
  const rows = await services.db.all<{ name: string; content: string; sender: string }>`
    select c.name, m.content, u.name as sender
    from messages m join conversations c on c.id = m.conversation_id join users u on u.id = m.sender_id
    where u.email like '%@student.example.edu' order by c.position, m.seq`;
  services.dispose();
  return rows.map(({ name, sender, content }) => `${name}: ${sender}: ${content}`);
}
