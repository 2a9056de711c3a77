/**
 * Parts of the page whose code the browser loads after the first view: when it is idle, so that
 * they are there without a connection too, or at the first use if that is earlier.
 */
import type { ComponentProps, FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";

type LateParts = typeof import("./late_parts.ts");

let parts: LateParts | undefined;

/** For the server, which renders in one go. */
export function haveLateParts(all: LateParts): void {
  parts = all;
}

/** @throws when they cannot be loaded now; another call tries again */
export async function loadLateParts(): Promise<void> {
  parts ??= await import("./late_parts.ts");
}

/** The part is nothing until its code is there. A page served with it must load it to hydrate. */
function later<Name extends keyof LateParts>(
  name: Name,
): FunctionComponent<ComponentProps<LateParts[Name]>> {
  return function Later(props) {
    const [, redraw] = useState(false);
    useEffect(() => (parts ? undefined : untilLoaded(() => redraw(true))), []);
    // Of all parts at once, TypeScript would ask for the props of each.
    const Loaded = parts?.[name] as FunctionComponent<typeof props> | undefined;
    return Loaded ? <Loaded {...props} /> : null;
  };
}

/** Without a connection, tries again as soon as there is one. @returns ends it */
function untilLoaded(done: () => void): () => void {
  let wanted = true;
  const load = () => {
    loadLateParts().then(
      () => wanted && done(),
      () => wanted && addEventListener("online", load, { once: true }),
    );
  };
  load();
  return () => {
    wanted = false;
    removeEventListener("online", load);
  };
}

export const ConnectionTrouble = later("ConnectionTrouble");
export const DeletedGroup = later("DeletedGroup");
export const Dialogs = later("Dialogs");
export const EarlierRounds = later("EarlierRounds");
export const EditForm = later("EditForm");
export const Failure = later("Failure");
export const FlashMessages = later("FlashMessages");
export const FirstSteps = later("FirstSteps");
export const Held = later("Held");
export const ListOptions = later("ListOptions");
export const MemberPanel = later("MemberPanel");
export const MissingGroup = later("MissingGroup");
export const NoGroups = later("NoGroups");
export const ReadOnly = later("ReadOnly");
export const RefusedInsertion = later("RefusedInsertion");
export const Restricted = later("Restricted");
export const StrandedMessages = later("StrandedMessages");
export const ToLatest = later("ToLatest");
export const UnreadAbove = later("UnreadAbove");
export const LogControls = later("LogControls");
