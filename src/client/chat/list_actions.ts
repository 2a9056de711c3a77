/** What the reader changes about their own list. */
import { type ListLook, lookCookie, lookText } from "#ui/chat/list_look.ts";
import type { ChatActions } from "#ui/chat/chat_actions.ts";
import type { ChatState } from "#ui/chat/chat_state.ts";
import type { ChatApp } from "./chat_app.ts";
import { chatPath } from "./chat_path.ts";

const yearSeconds = 365 * 24 * 60 * 60;

export function listActions(app: ChatApp): Pick<ChatActions, "setLook" | "setFavourite"> {
  return {
    setLook(look) {
      app.update((state) => ({ ...state, look }));
      keepLook(look);
    },
    setFavourite: (id, favourite) => void setFavourite(app, id, favourite),
  };
}

/** As a cookie, so that the server renders the next page the same. */
function keepLook(look: ListLook): void {
  document.cookie = `${lookCookie}=${lookText(look)}; path=/; max-age=${yearSeconds}; samesite=lax`;
}

/** Shown at once, and taken back if the server does not store it. */
async function setFavourite(app: ChatApp, id: string, favourite: boolean): Promise<void> {
  app.update((state) => withFavourite(state, id, favourite));
  const stored = await fetch(`${chatPath(id)}/favourite`, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams({ favourite: favourite ? "yes" : "no" }),
  }).then(
    (answer) => answer.status === 204,
    () => false,
  );
  if (!stored) app.update((state) => withFavourite(state, id, !favourite));
}

function withFavourite(state: ChatState, id: string, favourite: boolean): ChatState {
  const others = state.favourites.filter((one) => one !== id);
  return { ...state, favourites: favourite ? [...others, id] : others };
}
