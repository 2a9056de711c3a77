/** The real web application with staff, a student and a guest, for browsers. */
import { newHash } from "#core/identity/passwords.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { pagesWorld, type PagesWorld } from "./pages_world.ts";

export interface PeopleWorld extends PagesWorld {
  /** Everyone's password except the guest's. */
  password: string;
  admin: TestPerson;
  ada: TestPerson;
  guest: TestPerson;
}

export async function peopleWorld(world?: PagesWorld): Promise<PeopleWorld> {
  const pages = world ?? (await pagesWorld());
  const { services, browser } = pages;
  // A refused form is a 4xx, which Chromium logs to its console.
  browser.expectTrouble(/status of 4\d\d/);
  const password = "four words of everybody";
  const hash = await newHash(password);
  return {
    ...pages,
    password,
    admin: await makePerson(services, { role: "admin", name: "Prof. Grace", password: hash }),
    ada: await makePerson(services, { name: "Ada Berg", password: hash }),
    guest: await makePerson(services, { role: "guest", name: "Gina Guest" }),
  };
}
