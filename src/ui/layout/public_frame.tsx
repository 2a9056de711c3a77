import type { ComponentChildren } from "preact";
import { FlashMessages, type FlashMessage } from "../parts/flash.tsx";
import { Icon } from "../parts/icon.tsx";
import { LogoMark } from "../parts/logo_mark.tsx";
import type { Texts } from "../text/catalogue.ts";
import { AboutLinks } from "./about_links.tsx";
import type { Identity } from "./identity.ts";
import { LanguageChoice, type LanguageChoiceProps } from "./language_choice.tsx";

export interface PublicFrameProps extends LanguageChoiceProps {
  identity: Identity;
  flash: FlashMessage[];
  /** Whether the page is wide: without the side that says who reads what. */
  wide?: boolean;
  children?: ComponentChildren;
}

/**
 * The frame of every page before signing in. On a desktop a dark side says who reads what; on a
 * phone that comes after the form.
 */
export function PublicFrame(props: PublicFrameProps) {
  const { identity, flash, wide = false, texts, children } = props;
  const onRight = wide ? "col-span-2" : "col-span-2 lg:col-span-1 lg:col-start-2";
  const columns = wide ? "" : "lg:grid-cols-[minmax(20rem,36%)_1fr] lg:grid-rows-[auto_1fr_auto]";
  return (
    <div
      class={`grid min-h-dvh grid-cols-[1fr_auto] grid-rows-[auto_1fr_auto_auto] bg-surface text-body max-[20rem]:grid-rows-[auto_auto_1fr_auto_auto] ${columns}`}
    >
      <a
        href="#content"
        class="sr-only focus:not-sr-only focus:fixed focus:top-0 focus:left-0 focus:z-50 focus:bg-raised focus:p-3"
      >
        {texts.common.skipToContent}
      </a>
      <header class="contents">
        <div
          class={`bg-rail px-4 py-3 max-[20rem]:col-span-2 sm:px-6 ${wide ? "" : "lg:px-14 lg:pt-10"}`}
        >
          <a
            href="/"
            class="inline-flex min-h-11 items-center gap-2.5 rounded text-base font-semibold whitespace-nowrap text-on-rail-strong"
          >
            <LogoMark />
            {texts.common.productName}
          </a>
        </div>
        <div
          class={`flex items-center justify-end bg-rail py-3 pr-4 max-[20rem]:col-span-2 sm:pr-6 ${wide ? "" : "lg:bg-surface lg:pr-10"}`}
        >
          <LanguageChoice {...props} />
        </div>
      </header>
      <main
        id="content"
        class={`${onRight} mx-auto w-full min-w-0 space-y-6 px-4 py-8 sm:px-6 ${wide ? "max-w-4xl" : "flex max-w-112 flex-col justify-center"}`}
      >
        <FlashMessages messages={flash} />
        {children}
      </main>
      {!wide && <WhoReads texts={texts} />}
      <footer class={`${onRight} px-4 text-xs text-muted sm:px-6`}>
        <AboutLinks
          identity={identity}
          texts={texts}
          withHelp
          class="flex flex-wrap justify-center gap-x-6"
        />
      </footer>
    </div>
  );
}

const icons = ["Users", "Eye", "ScrollText"] as const;

function WhoReads({ texts: { about } }: { texts: Texts }) {
  return (
    <section
      aria-labelledby="who-reads"
      class="col-span-2 flex bg-rail px-4 py-8 text-on-rail sm:px-6 lg:col-span-1 lg:col-start-1 lg:row-span-2 lg:row-start-2 lg:items-center lg:px-14"
    >
      <div class="mx-auto w-full max-w-100 space-y-6 lg:mx-0">
        <h2 id="who-reads" class="text-2xl font-semibold text-on-rail-strong">
          {about.readsTitle}
        </h2>
        <ul class="space-y-5">
          {about.reads.map(({ name, text }, index) => (
            <li key={name} class="flex gap-4 text-sm">
              <span class="text-rail-accent">
                <Icon of={icons[index] ?? "Eye"} class="mt-0.5 size-5" />
              </span>
              <div>
                <p class="font-semibold text-on-rail-strong">{name}</p>
                <p>{text}</p>
              </div>
            </li>
          ))}
        </ul>
        <p>
          <a
            href="/about/staff-access"
            class="inline-block py-2.5 text-sm font-medium text-on-rail-strong underline underline-offset-4 hover:no-underline"
          >
            {about.readsMore}
          </a>
        </p>
      </div>
    </section>
  );
}
