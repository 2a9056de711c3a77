import { DeleteGroup } from "#ui/groups/delete_group.tsx";
import { GroupRow, type GroupSummary } from "#ui/groups/group_row.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { SearchField } from "#ui/parts/search_field.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";

export interface GroupListProps {
  groups: GroupSummary[];
  /** The group that a form has just moved, and its direction. */
  moved?: { id: string; by: "up" | "down" };
  locale: Locale;
  texts: Texts;
}

/** The list for managing groups. */
export function GroupListPage(props: GroupListProps) {
  const { groups, texts } = props;
  return (
    <>
      <PageHeader title={texts.groups.title} lead={groups.length > 0 ? texts.groups.lead : ""}>
        {groups.length > 0 && <MakeLinks texts={texts} />}
      </PageHeader>
      {groups.length > 0 ? (
        <Groups {...props} />
      ) : (
        <EmptyState title={texts.groups.emptyTitle} text={texts.groups.emptyText}>
          <MakeLinks texts={texts} />
        </EmptyState>
      )}
    </>
  );
}

function MakeLinks({ texts: { groups } }: { texts: Texts }) {
  return (
    <>
      <ButtonLink href="/groups/create-many">
        <Icon of="UsersRound" />
        {groups.createMany}
      </ButtonLink>
      <ButtonLink href="/groups/create" look="primary">
        <Icon of="Plus" />
        {groups.create}
      </ButtonLink>
    </>
  );
}

function Groups({ groups, moved, locale, texts }: GroupListProps) {
  return (
    <div class="space-y-4">
      {groups.length > 8 && (
        <div data-script-only hidden class="flex sm:max-w-xs">
          <SearchField id="find-group" label={texts.groups.filter} filters="groups" />
        </div>
      )}
      <ol
        id="groups"
        aria-label={texts.groups.listLabel}
        data-order
        data-moved={texts.groups.moved}
        data-failed={texts.groups.moveFailed}
        class="group divide-y divide-line rounded border border-line"
      >
        {groups.map((group, index) => (
          <GroupRow
            key={group.id}
            group={group}
            place={index + 1}
            count={groups.length}
            movedBy={moved?.id === group.id ? moved.by : undefined}
            locale={locale}
            texts={texts.groups}
          />
        ))}
      </ol>
      <p data-filter-none hidden class="text-muted">
        {texts.groups.noneFound}
      </p>
      <p id="order-status" role="status" class="sr-only" />
      {groups.map((group) => (
        <Dialog
          key={group.id}
          id={`delete-${group.id}`}
          title={format(texts.groups.deleteTitle, { name: group.name })}
        >
          <DeleteGroup group={group} locale={locale} texts={texts} />
        </Dialog>
      ))}
    </div>
  );
}
