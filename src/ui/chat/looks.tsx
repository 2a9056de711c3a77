import { useEffect, useState } from "preact/hooks";
import type { LookView } from "#wire/looks.ts";
import { LookRow } from "../parts/look_row.tsx";
import { lateTexts } from "../text/chat_late.ts";
import { plural } from "../text/format.ts";
import { timeText } from "../text/time_text.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";

interface Known {
  looks: LookView[];
  total: number;
}

/** The pane shows the newest ones; a page has all. */
const shown = 3;

/** Which staff read the group without being in it. What is known stays if it cannot be loaded again. */
export function Looks({ state, current }: { state: ChatState; current: OpenConversation }) {
  const { locale, zone } = state;
  const { looks: texts } = lateTexts(locale);
  const { id } = current.timeline;
  const [known, setKnown] = useState<Known>();
  const isLive = state.connection.kind === "live";
  useEffect(() => {
    const aborted = new AbortController();
    fetchLooks(id, aborted.signal).then(setKnown, () => {});
    return () => aborted.abort();
  }, [id, current.looks, isLive]);
  if (!known) return null;
  return (
    <section>
      <h3 class="flex justify-between text-xs font-semibold text-muted">
        {texts.title}
        {known.total > shown && (
          <a href={`/conversations/${id}/looks`} class="font-normal text-primary-text underline">
            {plural(locale, texts.all, known.total)}
          </a>
        )}
      </h3>
      {known.total === 0 ? (
        <p class="pt-1 text-list">{texts.none}</p>
      ) : (
        <ul class="divide-y divide-line">
          {known.looks.map((look) => (
            <LookRow
              key={look.id}
              look={look}
              time={(iso, form) => timeText(iso, { look: form, locale, zone })}
              locale={locale}
              texts={texts}
            />
          ))}
        </ul>
      )}
      <p class="pt-1 text-xs text-muted">{texts.membersToo}</p>
    </section>
  );
}

/** The answer of the API. */
interface Answer {
  looks: {
    id: string;
    user_id: string;
    user_name: string | null;
    office: LookView["office"];
    reason: string | null;
    began_at: string;
    last_at: string;
    shown_late_at: string | null;
  }[];
  total: number;
}

/** @throws when they cannot be loaded now */
async function fetchLooks(conversationId: string, signal: AbortSignal): Promise<Known> {
  const path = `/api/conversation/${encodeURIComponent(conversationId)}/looks?limit=${shown}`;
  const answer = await fetch(path, { headers: { Accept: "application/json" }, signal });
  if (!answer.ok) throw new Error(`Answered ${answer.status}.`);
  const { looks, total } = (await answer.json()) as Answer;
  return {
    total,
    looks: looks.map((look) => ({
      id: look.id,
      actorId: look.user_id,
      actorName: look.user_name,
      office: look.office,
      reason: look.reason,
      beganAt: look.began_at,
      lastAt: look.last_at,
      ...(look.shown_late_at !== null && { shownLate: look.shown_late_at }),
    })),
  };
}
