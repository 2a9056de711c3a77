import type { ComponentChildren } from "preact";
import type { FirstSteps as Done } from "#wire/views.ts";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import type { HelpTexts } from "../text/help.en.ts";
import { format } from "../text/format.ts";

export interface FirstStepsProps {
  done: Done;
  /** Of the reader. */
  name: string;
  /** A group in which to say hello. */
  helloHref: string | undefined;
  words: HelpTexts["steps"];
}

/** What staff of a new installation do first. It works without scripts. */
export function FirstSteps({ done, name, helloHref, words }: FirstStepsProps) {
  const next = !done.people ? "people" : !done.groups ? "groups" : "hello";
  const look = (step: keyof Done) => (step === next ? "primary" : "secondary");
  return (
    <section aria-labelledby="first-steps" data-first-steps class="max-w-2xl space-y-6">
      <div class="space-y-1">
        <h2 id="first-steps" class="text-2xl font-semibold wrap-anywhere sm:text-3xl">
          {format(words.title, { name })}
        </h2>
        <p class="text-base text-muted">{words.lead}</p>
      </div>
      <ol>
        <Step number={1} step="people" {...{ done, next, words }}>
          <ButtonLink href="/users/create" look={look("people")}>
            {words.people.act}
          </ButtonLink>
        </Step>
        <Step number={2} step="groups" {...{ done, next, words }}>
          <ButtonLink href="/groups/create-many" look={look("groups")}>
            {words.groups.act}
          </ButtonLink>
          <ButtonLink href="/groups/create">{words.groups.other}</ButtonLink>
        </Step>
        <Step number={3} step="hello" {...{ done, next, words }}>
          {helloHref ? (
            <ButtonLink href={helloHref} look={look("hello")}>
              {words.hello.act}
            </ButtonLink>
          ) : (
            <p class="text-list text-muted">{words.hello.early}</p>
          )}
        </Step>
      </ol>
      <form
        method="post"
        action="/account/steps/end"
        class="flex flex-wrap items-center gap-x-3 gap-y-1 sm:pl-8"
      >
        <Button look="quiet">{words.skip}</Button>
        <a href="/help" class="text-list text-muted underline underline-offset-2">
          {words.later}
        </a>
      </form>
    </section>
  );
}

interface StepProps extends Pick<FirstStepsProps, "done" | "words"> {
  number: number;
  step: keyof Done;
  /** The first one that is open. */
  next: keyof Done;
  /** What leads to it. */
  children: ComponentChildren;
}

function Step({ number, step, done, next, words, children }: StepProps) {
  const isDone = done[step];
  const circle = isDone
    ? "bg-success-soft text-success-text"
    : step === next
      ? "bg-primary text-on-primary"
      : "border-2 border-line-strong text-muted";
  return (
    <li
      aria-current={step === next && !isDone ? "step" : undefined}
      class="group relative flex gap-4 pb-6 last:pb-0"
    >
      <span
        aria-hidden="true"
        class="absolute top-9 bottom-1 left-3.75 w-0.5 bg-line group-last:hidden"
      />
      <span
        aria-hidden="true"
        class={`flex size-8 shrink-0 items-center justify-center rounded-full font-semibold ${circle}`}
      >
        {isDone ? <Icon of="Check" /> : number}
      </span>
      <div class="min-w-0 space-y-1 pt-1.5">
        <h3 class="text-title font-semibold">
          {words[step].title}
          {isDone && <span class="ml-2 text-xs font-normal text-success-text">{words.done}</span>}
        </h3>
        {!isDone && (
          <>
            <p class="text-muted">{words[step].text}</p>
            <div class="flex flex-wrap gap-2 pt-2">{children}</div>
          </>
        )}
      </div>
    </li>
  );
}
