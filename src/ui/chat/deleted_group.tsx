import { EmptyState } from "../parts/empty_state.tsx";
import { lateTexts } from "../text/chat_late.ts";

/** In the place of the messages of a group that was deleted while it was open. */
export function DeletedGroup({ locale }: { locale: string }) {
  const { deletedTitle, deletedText, toGroups } = lateTexts(locale);
  return (
    <div role="status" class="my-auto">
      <EmptyState title={deletedTitle} text={deletedText}>
        <a href="/conversations" class="font-medium text-primary-text underline underline-offset-2">
          {toGroups}
        </a>
      </EmptyState>
    </div>
  );
}
