import type { ConversationPage, OlderPage } from "#ui/chat/chat_state.ts";

export type FetchProblem = "offline" | "signed_out" | "not_found" | "failed";

export type Fetched<T> = { ok: true; value: T } | { ok: false; problem: FetchProblem };

export function fetchPage(conversationId: string): Promise<Fetched<ConversationPage>> {
  return ask(`/chat/${encodeURIComponent(conversationId)}/data`);
}

export function fetchOlder(conversationId: string, before: number): Promise<Fetched<OlderPage>> {
  return ask(`/chat/${encodeURIComponent(conversationId)}/data?before=${before}`);
}

/** What staff removed. That it was looked at is recorded. */
export function fetchOriginal(
  conversationId: string,
  messageId: string,
): Promise<Fetched<{ content: string }>> {
  return ask(`/chat/${encodeURIComponent(conversationId)}/original`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ messageId }),
  });
}

async function ask<T>(
  path: string,
  request: RequestInit = { headers: { Accept: "application/json" } },
): Promise<Fetched<T>> {
  let answer: Response;
  try {
    answer = await fetch(path, { ...request, redirect: "error" });
  } catch {
    return { ok: false, problem: "offline" };
  }
  if (answer.status === 401) return { ok: false, problem: "signed_out" };
  if (answer.status === 404) return { ok: false, problem: "not_found" };
  if (!answer.ok) return { ok: false, problem: "failed" };
  try {
    return { ok: true, value: (await answer.json()) as T };
  } catch {
    return { ok: false, problem: "failed" };
  }
}
