/** A person as others may know them: a card, and a page for those who follow the link itself. */
import { describePerson, openPerson } from "#core/people/known_people.ts";
import { renderFragment, renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { PersonCard } from "./person_card.tsx";
import { PersonPage } from "./person_page.tsx";

const policy = "signed_in";

export const peopleRoutes = [
  page({ method: "GET", path: "/people/:id", policy, handle: showPerson }),
  page({ method: "GET", path: "/people/:id/card", policy, isPart: true, handle: showCard }),
];

async function showPerson(visit: SignedInVisit): Promise<Response> {
  const { actor, context, locale, texts } = visit;
  const person = await openPerson(context, pathId(visit));
  return renderPage(visit, {
    title: person.name,
    section: actor.role === "admin" ? "users" : undefined,
    content: <PersonPage person={person} locale={locale} texts={texts} />,
  });
}

/** A part of a page, which the script `page.js` shows beside the name. */
async function showCard(visit: SignedInVisit): Promise<Response> {
  const { context, locale, texts } = visit;
  const person = await describePerson(context, pathId(visit));
  return renderFragment(visit, <PersonCard person={person} locale={locale} texts={texts} />);
}
