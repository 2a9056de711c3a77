/** The address of a group's chat, which the back button returns to. */
export function chatPath(conversationId: string): string {
  return `/chat/${encodeURIComponent(conversationId)}`;
}

/** The address of the list, where no group is open. */
export const listPath = "/conversations";

export function isListPath(path: string): boolean {
  return path.replace(/\/$/, "") === listPath;
}

/** The group whose chat an address is, with or without a trailing slash; undefined for others. */
export function conversationOf(path: string): string | undefined {
  const id = /^\/chat\/([^/]+)\/?$/.exec(path)?.[1];
  try {
    return id === undefined ? undefined : decodeURIComponent(id);
  } catch {
    return undefined;
  }
}
