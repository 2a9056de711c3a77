import type { ComponentChildren } from "preact";
import type { LookView } from "#wire/looks.ts";
import { lookDuration } from "../text/look_duration.ts";
import { madeReasonText } from "../text/look_reason.ts";
import type { LooksTexts } from "../text/looks.en.ts";
import { format } from "../text/format.ts";
import { Avatar } from "./avatar.tsx";
import { Icon } from "./icon.tsx";

export interface LookRowProps {
  look: LookView;
  /** Writes a time as this page does. */
  time: (iso: string, look: "moment" | "day") => ComponentChildren;
  /** The group, in a list of several. */
  group?: ComponentChildren;
  locale: string;
  texts: LooksTexts;
}

/** One look into a group: who, as what, when, for how long, and why if they said so. */
export function LookRow({ look, time, group, locale, texts }: LookRowProps) {
  const { actorId, actorName, beganAt, office, reason, shownLate } = look;
  const name = actorName ?? texts.gone;
  const [before = "", after = ""] = texts.late.split("{day}");
  return (
    <li class="flex gap-3 py-2.5">
      <Avatar id={actorId} name={name} size="small" />
      <div class="min-w-0 text-list">
        <p class="break-words">
          <bdi class={`font-medium ${actorName === null ? "" : "notranslate"}`}>{name}</bdi>{" "}
          <span class="text-muted">{texts.offices[office]}</span>
        </p>
        {group && <p class="break-words">{group}</p>}
        <p class="text-xs text-muted">
          {time(beganAt, "moment")}, {lookDuration(look, locale, texts)}
        </p>
        {reason !== null && (
          <p dir="auto" class="break-words">
            {reasonText(reason, texts)}
          </p>
        )}
        {shownLate && (
          <p class="flex gap-1.5 text-xs text-warning-text">
            <Icon of="Clock" class="mt-0.5 size-3" />
            <span>
              {before}
              {time(shownLate, "day")}
              {after}
            </span>
          </p>
        )}
      </div>
    </li>
  );
}

/** What someone typed is a quotation. */
function reasonText(reason: string, texts: LooksTexts): string {
  return madeReasonText(reason, texts) ?? format("“{reason}”", { reason });
}
