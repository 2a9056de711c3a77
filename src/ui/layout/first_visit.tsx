import { Button } from "../parts/button.tsx";
import type { Texts } from "../text/catalogue.ts";

export interface FirstVisitProps {
  /** The address of this page, to which the button returns. */
  here: string;
  texts: Texts;
}

/** On the first visit: what people should know before they write. It covers nothing for long. */
export function FirstVisit({ here, texts: { about } }: FirstVisitProps) {
  return (
    <section
      aria-labelledby="first-visit"
      class="fixed inset-x-2 top-16 z-40 space-y-3 rounded border border-line bg-raised p-4 text-sm shadow sm:left-auto sm:w-96 print:hidden"
    >
      <h2 id="first-visit" class="font-semibold">
        {about.firstVisit.title}
      </h2>
      <p>{about.firstVisit.text}</p>
      <form
        method="post"
        action="/about/staff-access/seen"
        class="flex flex-wrap items-center justify-between gap-2"
      >
        <input type="hidden" name="next" value={here} />
        <a
          href="/about/staff-access"
          class="inline-block py-2.5 text-primary-text underline hover:no-underline"
        >
          {about.readsMore}
        </a>
        <Button look="primary">{about.firstVisit.done}</Button>
      </form>
    </section>
  );
}
