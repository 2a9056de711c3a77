/** How the browser remembers the group that a person used last. */
const lifeSeconds = 365 * 24 * 3_600;

export const lastGroup = {
  cookie: "last-group",
  lifeSeconds,
  /** Ids of adopted accounts and groups may contain a colon. */
  value: (userId: string, conversationId: string): string =>
    `${encodeURIComponent(userId)}:${encodeURIComponent(conversationId)}`,
  /** @returns undefined if it is another person's, or unreadable */
  read(value: string | undefined, userId: string): string | undefined {
    const [person, group, ...more] = (value ?? "").split(":");
    if (!group || more.length > 0 || person !== encodeURIComponent(userId)) return undefined;
    try {
      return decodeURIComponent(group);
    } catch {
      return undefined;
    }
  },
};
