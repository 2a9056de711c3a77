import { lastGroup } from "#wire/last_group.ts";

/** The start page leads to this group from now on. The server does the same for the page it serves. */
export function noteLastGroup(userId: string, conversationId: string): void {
  const { cookie, lifeSeconds, value } = lastGroup;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const encoded = encodeURIComponent(value(userId, conversationId));
  // A changed cookie makes browsers forget the pages that Back would restore.
  if (document.cookie.split("; ").includes(`${cookie}=${encoded}`)) return;
  document.cookie = `${cookie}=${encoded}; Path=/; Max-Age=${lifeSeconds}; SameSite=Lax${secure}`;
}
