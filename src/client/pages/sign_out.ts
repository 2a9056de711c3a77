import { browserClock } from "../browser_clock.ts";
import { forgetAll, keepFor, storePatienceMs, unsentHere } from "../kept_here.ts";

const path = "/auth/logout";
const everywhere = "/account/devices/all/end";
/** In this tab's storage: when the reader asked to sign out. */
const askedKey = "team-chat-signing-out";
/** The answer arrives within this time or not at all. */
const answeredWithinMs = 60_000;
/** A message sent a moment ago is probably being stored, and was not forgotten. */
const onTheWayMs = 1_000;

/**
 * Keeps unsent messages for the person who is signed in, and deletes them after signing out. If any
 * are waiting, signing out leads to a page that says so and asks first.
 */
export function forgetAfterSigningOut(root: Document): void {
  const person = root.documentElement.dataset["person"];
  if (person !== undefined) keepFor(person);
  else if (location.pathname === "/auth/login" && hasAsked()) forgetAll();
  note("");
  let deciding = false;
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const action = form.getAttribute("action");
    if (action !== path && action !== everywhere) return;
    if (location.pathname === path) return note(String(browserClock.now()));
    event.preventDefault();
    if (deciding) return;
    deciding = true;
    void hasUnsent().then((unsent) => {
      deciding = false;
      if (unsent) return location.assign(action === path ? path : `${path}?everywhere`);
      note(String(browserClock.now()));
      form.submit();
    });
  });
}

async function hasUnsent(): Promise<boolean> {
  if (!(await anyIn(unsentHere()))) return false;
  await new Promise<void>((resolve) => void browserClock.after(onTheWayMs, resolve));
  return anyIn(unsentHere());
}

function anyIn(asked: Promise<unknown[]>): Promise<boolean> {
  return new Promise((resolve) => {
    browserClock.after(storePatienceMs, () => resolve(false));
    void asked.then(({ length }) => resolve(length > 0));
  });
}

function hasAsked(): boolean {
  try {
    const askedMs = Number(sessionStorage.getItem(askedKey));
    return askedMs > 0 && Math.abs(browserClock.now() - askedMs) < answeredWithinMs;
  } catch {
    return false;
  }
}

function note(time: string): void {
  try {
    if (time === "") sessionStorage.removeItem(askedKey);
    else sessionStorage.setItem(askedKey, time);
  } catch {
    // If nothing can be stored, there is nothing to delete.
  }
}
