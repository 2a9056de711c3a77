import type { ComponentChildren } from "preact";
import type { Role } from "#wire/views.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Badge } from "../parts/badge.tsx";
import { AvatarLink, PersonLink } from "../parts/person_link.tsx";
import { Words } from "../parts/words.tsx";
import { format } from "../text/format.ts";
import type { PageTexts } from "./chat_state.ts";
import { RowShell } from "./row_shell.tsx";
import { hourText, momentText } from "../text/time_text.ts";

export interface RowFrameProps {
  /** The id of the message, if it is stored; the scroll position is kept by it. */
  seq?: number;
  sender: { id: string; name: string; role: Role };
  sentAt: string;
  startsRun: boolean;
  texts: PageTexts;
  locale: string;
  zone: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** A row of the conversation: author and time for the first row of a run, then the text. */
export function RowFrame(props: RowFrameProps) {
  const { seq, sender, sentAt, startsRun, texts, locale, zone, actions, children } = props;
  const writing = { locale, zone };
  const hour = hourText(sentAt, writing);
  const moment = momentText(sentAt, writing);
  const isDeleted = sender.name === "";
  const name = sender.name || texts.chat.deletedUser;
  return (
    <RowShell seq={seq} startsRun={startsRun} actions={actions}>
      <div class="w-9 shrink-0">
        {startsRun ? (
          isDeleted ? (
            <Avatar id={sender.id} name={name} />
          ) : (
            <AvatarLink id={sender.id} name={name} />
          )
        ) : (
          <time dateTime={sentAt} title={moment} aria-hidden="true" class="message-time">
            <Words>{hour}</Words>
          </time>
        )}
      </div>
      <div class="min-w-0 flex-1">
        {startsRun ? (
          <p class="flex min-w-0 items-baseline gap-2 leading-5">
            <span dir="auto" class="notranslate truncate text-left text-sm font-semibold text-body">
              {isDeleted ? (
                name
              ) : (
                <PersonLink id={sender.id}>
                  <Words>{name}</Words>
                </PersonLink>
              )}
            </span>
            {sender.role === "admin" && <Badge look="primary">{texts.common.roles.admin}</Badge>}
            {sender.role === "guest" && <Badge>{texts.common.roles.guest}</Badge>}
            <time dateTime={sentAt} title={moment} class="shrink-0 text-xs text-muted even-digits">
              <Words>{hour}</Words>
            </time>
          </p>
        ) : (
          <span class="sr-only select-none print:hidden">
            <Words>{format(texts.chat.from, { name, time: hour })}</Words>
          </span>
        )}
        {children}
      </div>
    </RowShell>
  );
}
