import { pathId, type SignedInVisit } from "../http/visit.ts";

/** The pages of a course's invites, or of one of them. */
export function invitesPath(courseId: string, id?: string): string {
  const list = `/courses/${encodeURIComponent(courseId)}/invites`;
  return id === undefined ? list : `${list}/${encodeURIComponent(id)}`;
}

export function inviteKeyOf(visit: SignedInVisit) {
  return { courseId: pathId(visit), id: pathId(visit, "inviteId") };
}

/** What people scan or open. No server sees what follows the `#`. */
export function addressOf({ config }: Pick<SignedInVisit, "config">, link: string): string {
  return new URL(`/join#${link}`, config.publicUrl).href;
}

/** Where people type the code, as they read it aloud: without the scheme. */
export function joinPlace({ config }: Pick<SignedInVisit, "config">): string {
  const { host, pathname } = new URL("/join", config.publicUrl);
  return host + pathname;
}

/** The page of people is for admins; teachers come from the groups of their course. */
export const sectionOf = ({ actor }: SignedInVisit) =>
  actor.role === "admin" ? "users" : "groups";
