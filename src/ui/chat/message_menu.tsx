import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type CodePart, codeParts } from "#wire/code_parts.ts";
import type { MessageView } from "#wire/views.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { format } from "../text/format.ts";
import { hourText } from "../text/time_text.ts";
import { lateTexts } from "../text/chat_late.ts";
import type { PageTexts } from "./chat_state.ts";
import type { OfferedAct } from "./offered_acts.ts";
import { closesOnBack } from "./closes_on_back.ts";
import { isTouch } from "./sending_key.ts";

interface MessageMenuProps {
  message: MessageView;
  /** The row of the message, beside which a menu opens. */
  row: HTMLElement;
  offered: readonly OfferedAct[];
  texts: PageTexts;
  locale: string;
  zone: string;
  close: () => void;
}

/** The actions for a message: a sheet from below on phones, a menu beside the row elsewhere. */
export function MessageMenu({ message, row, offered, close, ...rest }: MessageMenuProps) {
  const { texts, locale, zone } = rest;
  const name = message.senderName || texts.chat.deletedUser;
  const dialog = useRef<HTMLDialogElement>(null);
  const isSheet = useRef(isTouch() || innerWidth < 640).current;
  useShown(dialog, { row, isSheet, close });
  return (
    <dialog
      ref={dialog}
      aria-label={format(lateTexts(locale).menuOf, { name })}
      class={isSheet ? sheet : menu}
      onClick={(event) => event.target === event.currentTarget && close()}
      onKeyDown={moveInMenu}
      onContextMenu={(event) => event.preventDefault()}
    >
      <div class={isSheet ? "pt-2 pb-[max(1rem,env(safe-area-inset-bottom))]" : "p-1"}>
        {isSheet && (
          <Head id={message.senderId} name={name} time={hourText(message.sentAt, { locale, zone })}>
            {codeParts(message.content).map(drawn)}
          </Head>
        )}
        {offered.map(({ name: kind, label, icon, danger, run }) => (
          <button
            key={kind}
            type="button"
            onClick={() => {
              close();
              run();
            }}
            class={`flex w-full cursor-pointer items-center text-start hover:bg-hover focus-visible:-outline-offset-2 ${isSheet ? "min-h-12 gap-4 px-5 text-base" : "min-h-8 gap-3 rounded px-3 text-sm"} ${danger ? "text-danger-text" : "text-body"}`}
          >
            <Icon of={icon} class={isSheet ? "size-5" : "size-4"} />
            {label}
          </button>
        ))}
      </div>
    </dialog>
  );
}

const sheet =
  "fixed inset-x-0 top-auto bottom-0 m-0 max-h-[85dvh] w-full max-w-full animate-[sheet-in_150ms_ease-out] overflow-y-auto overscroll-contain rounded-t-[1rem] bg-raised text-body shadow backdrop:bg-scrim";
const menu =
  "fixed m-0 w-56 rounded border border-line bg-raised text-body shadow backdrop:bg-transparent";

interface HeadProps {
  /** The author's. */
  id: string;
  name: string;
  time: string;
  children: ComponentChildren;
}

/** Whose message it is, and how it begins. */
function Head({ id, name, time, children }: HeadProps) {
  return (
    <>
      <div aria-hidden="true" class="mx-auto mb-3 h-1 w-9 rounded-full bg-line-strong" />
      <div class="mb-2 flex gap-3 border-b border-line px-5 pb-3">
        <Avatar id={id} name={name} />
        <div class="min-w-0 flex-1">
          <p class="flex items-baseline gap-2">
            <span dir="auto" class="notranslate truncate font-semibold">
              <Words>{name}</Words>
            </span>
            <span class="shrink-0 text-xs text-muted">{time}</span>
          </p>
          <p dir="auto" class="line-clamp-3 text-muted written-text">
            {children}
          </p>
        </div>
      </div>
    </>
  );
}

/** Smaller than in the message: what is folded here is not read as a whole. */
function drawn(part: CodePart): ComponentChildren {
  if (part.kind === "text") return part.text;
  const text = part.kind === "block" ? `\n${part.text}\n` : part.text;
  return <code class="font-mono text-list">{text}</code>;
}

interface Shown extends Pick<MessageMenuProps, "row" | "close"> {
  isSheet: boolean;
}

/** Open while it is rendered. Escape and, for a sheet, the back button close it. */
function useShown(dialog: { current: HTMLDialogElement | null }, { row, isSheet, close }: Shown) {
  useLayoutEffect(() => {
    const { current } = dialog;
    if (!current) return undefined;
    const before = document.activeElement;
    current.showModal();
    if (!isSheet) placeBeside(current, row);
    current.addEventListener("close", close);
    const stayed = isSheet ? closesOnBack(close) : () => {};
    return () => {
      current.removeEventListener("close", close);
      current.close();
      stayed();
      // On a touch screen, a field with the focus would bring its keyboard back.
      const back = isSheet && before?.matches("textarea") ? undefined : before;
      if (back?.isConnected && back instanceof HTMLElement) back.focus({ preventScroll: true });
    };
  }, []);
}

/** Below the row, or above it if there is no room; never off the screen. */
function placeBeside(menuBox: HTMLElement, row: HTMLElement): void {
  const at = row.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menuBox;
  const fits = at.bottom + height <= innerHeight - 8;
  const wanted = fits ? at.bottom : at.top - height;
  const top = Math.min(Math.max(8, wanted), innerHeight - height - 8);
  menuBox.style.top = `${top}px`;
  menuBox.style.left = `${Math.max(8, at.right - width - 8)}px`;
}

function moveInMenu(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}
