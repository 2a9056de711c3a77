/** A staff member, students and a group, and the pages as a browser requests them. */
import { createGroup } from "#core/groups/groups.ts";
import { listMembers } from "#core/groups/members.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

export interface GroupWorld extends TestWeb {
  admin: TestPerson;
  ada: TestPerson;
  ben: TestPerson;
  /** A group of `admin` and `ada`. */
  groupId: string;
  /** The name and role of everyone in a group. */
  rolesIn(id: string): Promise<Record<string, string>>;
}

export async function groupWorld(): Promise<GroupWorld> {
  const web = testWeb();
  const admin = await makePerson(web.services, { role: "admin", name: "Prof. Grace" });
  const ada = await makePerson(web.services, { name: "Ada" });
  const ben = await makePerson(web.services, { name: "Ben" });
  const group = { name: "Team 1", description: "The first", members: [{ userId: ada.id }] };
  const { id: groupId } = await createGroup(admin.context, group);
  return {
    ...web,
    admin,
    ada,
    ben,
    groupId,
    async rolesIn(id) {
      const rows = await listMembers(admin.context, id);
      return Object.fromEntries(rows.map(({ name, role }) => [name, role]));
    },
  };
}
