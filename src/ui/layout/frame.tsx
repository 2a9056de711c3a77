import type { ComponentChildren } from "preact";
import { FlashMessages, type FlashMessage } from "../parts/flash.tsx";
import { FirstVisit } from "./first_visit.tsx";
import { Rail } from "./rail.tsx";
import type { RailProps } from "./rail_props.ts";

export type FrameProps = Omit<RailProps, "person"> & {
  /** The person who is signed in. Without one there is no rail. */
  person?: RailProps["person"];
  /** Whether to say what staff can see, before the person writes for the first time. */
  isFirstVisit?: boolean;
  children?: ComponentChildren;
};

/**
 * The frame of every page: on the left a narrow rail, on phones a bar at the bottom; beside it the
 * page, which is a `<main id="content">` or an island with one.
 */
export function Frame({ children, person, isFirstVisit = false, ...rail }: FrameProps) {
  return (
    <div class="min-h-dvh bg-surface text-body sm:flex">
      <a href="#content" class="sr-only skip-link">
        {rail.texts.common.skipToContent}
      </a>
      {person && <Rail person={person} {...rail} />}
      {children}
      {isFirstVisit && <FirstVisit here={rail.here} texts={rail.texts} />}
    </div>
  );
}

export interface PageProps {
  flash: FlashMessage[];
  children?: ComponentChildren;
}

/** The content of a page that scrolls as a whole. Its header comes first on the screen. */
export function Page({ flash, children }: PageProps) {
  return (
    <main
      id="content"
      data-page
      class="flex min-w-0 flex-1 flex-col gap-6 px-4 pb-[calc(var(--bar)+2rem)] sm:px-6"
    >
      <FlashMessages messages={flash} />
      {children}
    </main>
  );
}
