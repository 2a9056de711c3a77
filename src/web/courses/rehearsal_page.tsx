import type { Rehearsal, RehearsedMessage } from "#core/rules/rehearse.ts";
import { ruleName } from "#core/rules/rule_name.ts";
import { ButtonLink } from "#ui/parts/button.tsx";
import { Callout } from "#ui/parts/callout.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";
import type { Span } from "#core/messages/redacted.ts";
import { SwitchForm } from "./rules_page.tsx";

export interface RehearsalProps {
  rehearsal: Rehearsal;
  /** With those of earlier steps. */
  totals: { searched: number; found: number };
  /** Of the rule. */
  path: string;
  /** Of the next step. */
  next: string | undefined;
  locale: Locale;
  texts: Texts;
}

/** What a rule would have found, and how far the search got. */
export function RehearsalPage(props: RehearsalProps) {
  const { rehearsal, totals, path, next, locale, texts } = props;
  const { rules } = texts;
  const { rule, groups, groupsDone, messages, found } = rehearsal;
  return (
    <>
      <PageHeader title={rules.rehearsalTitle}>
        <ButtonLink href={path}>{rules.toRule}</ButtonLink>
        {rule.isLive === 0 && <SwitchForm rule={rule} path={path} texts={texts} />}
      </PageHeader>
      <p dir="auto" class="notranslate max-w-prose font-medium wrap-anywhere">
        {ruleName(rule.searched)}
      </p>
      <div class="max-w-4xl space-y-3">
        <p role="status">
          {plural(locale, rules.rehearsed, totals.searched)}{" "}
          <strong>{plural(locale, rules.found, totals.found)}</strong>{" "}
          {format(rules.groupsDone, { done: groupsDone, groups })}
        </p>
        {next && (
          <Callout kind="info">
            <p>{rules.goesOn}</p>
            <ButtonLink href={next} look="primary">
              {rules.goOn}
            </ButtonLink>
          </Callout>
        )}
        {messages.length > 0 && (
          <>
            <p class="text-sm text-muted">{rules.rehearsalLook}</p>
            {found > messages.length && (
              <p class="text-sm text-muted">
                {format(rules.firstOnes, { count: messages.length })}
              </p>
            )}
            <ol
              aria-label={rules.foundLabel}
              class="divide-y divide-line rounded border border-line bg-raised"
            >
              {messages.map((one) => (
                <Found key={one.message.id} one={one} locale={locale} texts={texts} />
              ))}
            </ol>
          </>
        )}
      </div>
    </>
  );
}

interface FoundProps {
  one: RehearsedMessage;
  locale: Locale;
  texts: Texts;
}

function Found({ one: { message, groupName, spans }, locale, texts }: FoundProps) {
  return (
    <li class="space-y-1 px-4 py-3">
      <p class="flex flex-wrap gap-x-3 gap-y-1 text-sm text-muted">
        <span dir="auto" class="notranslate font-medium wrap-anywhere text-body">
          {message.senderName || texts.common.deletedUser}
        </span>
        <a
          href={`/chat/${encodeURIComponent(message.conversationId)}`}
          dir="auto"
          class="notranslate wrap-anywhere text-primary-text underline underline-offset-2"
        >
          {groupName}
        </a>
        <Time iso={message.sentFromServer} locale={locale} />
      </p>
      <p dir="auto" class="notranslate wrap-anywhere whitespace-pre-wrap">
        <Marked text={message.content} spans={spans} />
      </p>
    </li>
  );
}

/** So much stands before and after what was found. */
const aroundChars = 160;

/** The text around what was found, which is marked. */
function Marked({ text, spans }: { text: string; spans: readonly Span[] }) {
  const from = Math.max(0, spans[0]!.start - aroundChars);
  const to = Math.min(text.length, spans.at(-1)!.end + aroundChars);
  const parts = spans.map(({ start, end }, index) => ({
    before: text.slice(index === 0 ? from : spans[index - 1]!.end, start),
    marked: text.slice(start, end),
  }));
  return (
    <>
      {from > 0 && "…"}
      {parts.map(({ before, marked }, index) => (
        <span key={index}>
          {before.toWellFormed()}
          <mark class="bg-warning-soft text-warning-text">{marked.toWellFormed()}</mark>
        </span>
      ))}
      {text.slice(spans.at(-1)!.end, to).toWellFormed()}
      {to < text.length && "…"}
    </>
  );
}
