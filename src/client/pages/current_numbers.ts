import { isChanged } from "./changed_forms.ts";

const lookKey = "team-chat-look";

/**
 * A page restored by the back button shows its old state. It is loaded again, unless someone has
 * begun to fill in a form on it. The chat updates itself, but not its language and its reader.
 */
export function showCurrentNumbers(root: Document): void {
  const { lang, dataset } = root.documentElement;
  const look = `${lang} ${dataset["theme"] ?? ""} ${dataset["person"] ?? ""}`;
  noteLook(look);
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    const isChat = root.getElementById("chat") !== null;
    if (isChat ? latestLook() !== look : !isFilledIn(root)) location.reload();
    else noteLook(look);
  });
}

/** The look of the page that this tab showed last. */
function latestLook(): string | null {
  try {
    return sessionStorage.getItem(lookKey);
  } catch {
    return null;
  }
}

function noteLook(look: string): void {
  try {
    sessionStorage.setItem(lookKey, look);
  } catch {
    // Then the chat is loaded again each time.
  }
}

/** Whether a form that changes something differs from how it was served. */
function isFilledIn(root: Document): boolean {
  return Array.from(root.forms).some((form) => form.method === "post" && isChanged(form));
}
