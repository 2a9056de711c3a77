import type { SessionClock } from "#protocol/session_ports.ts";
import type { ConversationPage, OlderPage } from "#ui/chat/chat_state.ts";

export type FetchProblem = "offline" | "signed_out" | "not_found" | "failed";

export type Fetched<T> = { ok: true; value: T } | { ok: false; problem: FetchProblem };

/** What the chat asks of the web application. Every answer comes, if only as a problem. */
export interface Pages {
  newest(conversationId: string): Promise<Fetched<ConversationPage>>;
  older(conversationId: string, before: number, count: number): Promise<Fetched<OlderPage>>;
  /** What staff removed. That it was looked at is recorded. */
  original(conversationId: string, messageId: string): Promise<Fetched<{ content: string }>>;
}

/** A server that stands still and a network that swallows everything look the same: given up. */
const patienceMs = 15_000;

export function browserPages(clock: SessionClock): Pages {
  const path = (conversationId: string) => `/chat/${encodeURIComponent(conversationId)}`;
  const read: RequestInit = { headers: { Accept: "application/json" } };
  return {
    newest: (id) => ask(clock, `${path(id)}/data`, read),
    older: (id, before, count) =>
      ask(clock, `${path(id)}/data?before=${before}&count=${count}`, read),
    original: (id, messageId) =>
      ask(clock, `${path(id)}/original`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ messageId }),
      }),
  };
}

async function ask<T>(
  clock: SessionClock,
  path: string,
  request: RequestInit,
): Promise<Fetched<T>> {
  const limit = new AbortController();
  const cancel = clock.after(patienceMs, () => limit.abort());
  try {
    const answer = await fetch(path, { ...request, redirect: "error", signal: limit.signal });
    if (answer.status === 401) return { ok: false, problem: "signed_out" };
    if (answer.status === 404) return { ok: false, problem: "not_found" };
    if (!answer.ok) return { ok: false, problem: "failed" };
    return await valueOf<T>(answer);
  } catch {
    return { ok: false, problem: "offline" };
  } finally {
    cancel();
  }
}

async function valueOf<T>(answer: Response): Promise<Fetched<T>> {
  try {
    return { ok: true, value: (await answer.json()) as T };
  } catch {
    return { ok: false, problem: "failed" };
  }
}
