import type { DescribedConversation, Role } from "#wire/views.ts";
import { FirstSteps, type FirstStepsProps } from "#ui/conversations/first_steps.tsx";
import { ConversationRow } from "#ui/conversations/conversation_row.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { SearchField } from "#ui/parts/search_field.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";

export interface ConversationListProps {
  conversations: DescribedConversation[];
  /** The search text; empty shows all. */
  query: string;
  viewerRole: Role;
  /** Of staff who have not done or skipped them. */
  steps?: FirstStepsProps;
  locale: Locale;
  texts: Texts;
}

/** The user's conversations; for staff, all of them. */
export function ConversationListPage(props: ConversationListProps) {
  const { conversations, query, viewerRole, steps, texts } = props;
  const nothingAtAll = conversations.length === 0 && query === "";
  return (
    <>
      <PageHeader
        title={texts.conversations.title}
        lead={viewerRole === "admin" && !nothingAtAll ? texts.conversations.staffLead : undefined}
      />
      {steps && <FirstSteps {...steps} />}
      {nothingAtAll ? (
        !steps && <NothingYet viewerRole={viewerRole} texts={texts} />
      ) : (
        <div class="space-y-4">
          <SearchForm query={query} texts={texts} />
          <Found {...props} />
        </div>
      )}
    </>
  );
}

function NothingYet({ viewerRole, texts }: Pick<ConversationListProps, "viewerRole" | "texts">) {
  const { conversations } = texts;
  if (viewerRole !== "admin") {
    return <EmptyState title={conversations.emptyTitle} text={conversations.emptyMember} />;
  }
  return (
    <EmptyState title={conversations.emptyTitle} text={conversations.emptyStaff}>
      <ButtonLink href="/groups/create" look="primary">
        {conversations.makeFirst}
      </ButtonLink>
    </EmptyState>
  );
}

/** The result of a search on the server is not filtered again here: the rest is not on the page. */
function SearchForm({ query, texts }: Pick<ConversationListProps, "query" | "texts">) {
  return (
    <form role="search" action="/conversations" class="flex flex-wrap gap-2 sm:max-w-md">
      <SearchField
        id="find-conversation"
        name="q"
        label={texts.conversations.search}
        value={query}
        filters={query === "" ? "conversations" : undefined}
      />
      <Button>{texts.common.search}</Button>
      {query !== "" && (
        <ButtonLink href="/conversations" look="quiet">
          {texts.conversations.showAll}
        </ButtonLink>
      )}
    </form>
  );
}

function Found({ conversations, query, locale, texts }: ConversationListProps) {
  if (conversations.length === 0) {
    return (
      <p role="status" class="py-8 text-center text-muted">
        {format(texts.conversations.noneFound, { query })}
      </p>
    );
  }
  return (
    <div>
      <ul
        id="conversations"
        aria-label={texts.conversations.listLabel}
        class="divide-y divide-line overflow-hidden rounded border border-line"
      >
        {conversations.map((conversation) => (
          <ConversationRow
            key={conversation.id}
            conversation={conversation}
            locale={locale}
            texts={texts}
          />
        ))}
      </ul>
      <p data-filter-none hidden role="status" class="py-8 text-center text-muted">
        {texts.conversations.noneFits}
      </p>
    </div>
  );
}
