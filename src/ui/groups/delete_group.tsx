import { Button, ButtonLink } from "../parts/button.tsx";
import type { Locale, Texts } from "../text/catalogue.ts";
import { plural } from "../text/format.ts";

export interface DeleteGroupProps {
  group: { id: string; members: number; messages: number };
  /** The address for Cancel. Without it, the question is in a dialog, which closes. */
  cancelHref?: string;
  locale: Locale;
  texts: Pick<Texts, "common" | "groups">;
}

/** Says what is lost when the group is deleted, with buttons to delete or cancel. */
export function DeleteGroup({ group, cancelHref, locale, texts }: DeleteGroupProps) {
  const { common, groups } = texts;
  return (
    <form method="post" action={`/groups/delete/${group.id}`} class="space-y-4">
      <div>
        <p>{groups.deleteText}</p>
        <ul class="mt-2 list-disc pl-5 font-medium">
          <li>{plural(locale, groups.messages, group.messages)}</li>
          <li>{plural(locale, groups.memberships, group.members)}</li>
        </ul>
      </div>
      <div class="flex flex-wrap justify-end gap-2">
        {cancelHref === undefined ? (
          <Button type="button" data-close>
            {common.cancel}
          </Button>
        ) : (
          <ButtonLink href={cancelHref}>{common.cancel}</ButtonLink>
        )}
        <Button look="danger" data-working={groups.deleting}>
          {groups.deleteConfirm}
        </Button>
      </div>
    </form>
  );
}
