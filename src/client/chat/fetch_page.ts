import type { SessionClock } from "#sync/session_ports.ts";
import type { ConversationPage, OlderPage } from "#ui/chat/chat_state.ts";

export type FetchProblem = "offline" | "signed_out" | "not_found" | "failed";

export type Fetched<T> =
  | { ok: true; value: T }
  /** `againMs`: the time after which the server allows another request. */
  | { ok: false; problem: FetchProblem; againMs?: number };

/** The chat's requests to the web application. Each resolves, with a problem if it fails. */
export interface Pages {
  /** Who is signed in, if anybody is. */
  account(): Promise<Fetched<unknown>>;
  newest(conversationId: string): Promise<Fetched<ConversationPage>>;
  older(conversationId: string, before: number, count: number): Promise<Fetched<OlderPage>>;
  /** The text of a removed message. The server records that it was viewed. */
  removedContent(conversationId: string, messageId: string): Promise<Fetched<{ content: string }>>;
  /** The reasons for removing that the group's course offers. */
  reasons(conversationId: string): Promise<Fetched<{ reasons: string[] }>>;
}

/** The longest wait before a second request, whatever the server says. */
const longestMs = 60_000;
/**
 * Gives up after this time. A stalled server and a network that swallows everything look the same.
 */
const patienceMs = 15_000;

export function browserPages(clock: SessionClock): Pages {
  const path = (conversationId: string) => `/chat/${encodeURIComponent(conversationId)}`;
  const read: RequestInit = { headers: { Accept: "application/json" } };
  return {
    account: () => ask(clock, "/api/me", read),
    newest: (id) => ask(clock, `${path(id)}/data`, read),
    older: (id, before, count) =>
      ask(clock, `${path(id)}/data?before=${before}&count=${count}`, read),
    removedContent: (id, messageId) =>
      ask(clock, `${path(id)}/original`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ messageId }),
      }),
    reasons: (id) => ask(clock, `${path(id)}/reasons`, read),
  };
}

/** If the server says when to come back, waits and asks once more. */
async function ask<T>(
  clock: SessionClock,
  path: string,
  request: RequestInit,
): Promise<Fetched<T>> {
  const answer = await askOnce<T>(clock, path, request);
  if (answer.ok || answer.againMs === undefined) return answer;
  const { againMs } = answer;
  await new Promise<void>((resolve) => void clock.after(againMs, resolve));
  return askOnce<T>(clock, path, request);
}

async function askOnce<T>(
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
    // A page asks staff why they look in.
    if (answer.status === 403) location.assign(path.replace(/(data|original).*/, "look"));
    if (!answer.ok) return { ok: false, problem: "failed", againMs: retryAfterMs(answer) };
    return await valueOf<T>(answer);
  } catch {
    return { ok: false, problem: "offline" };
  } finally {
    cancel();
  }
}

/** Parses `Retry-After` in seconds (RFC 9110, section 10.2.3), as our server sends it. */
function retryAfterMs({ headers }: Response): number | undefined {
  const seconds = headers.get("Retry-After");
  if (!seconds || !/^\d{1,6}$/.test(seconds)) return undefined;
  return Math.min(Number(seconds) * 1_000, longestMs);
}

async function valueOf<T>(answer: Response): Promise<Fetched<T>> {
  try {
    return { ok: true, value: (await answer.json()) as T };
  } catch {
    return { ok: false, problem: "failed" };
  }
}
