/** The address of a group's chat, by which the back button finds it again. */
export function chatPath(conversationId: string): string {
  return `/chat/${encodeURIComponent(conversationId)}`;
}

/** Which group's chat an address is, with or without a slash at its end; undefined for any other. */
export function conversationOf(path: string): string | undefined {
  const id = /^\/chat\/([^/]+)\/?$/.exec(path)?.[1];
  try {
    return id === undefined ? undefined : decodeURIComponent(id);
  } catch {
    return undefined;
  }
}
