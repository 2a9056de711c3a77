import { useContext } from "preact/hooks";
import { Guard } from "../parts/guard.tsx";
import { actsFor } from "./acts_for.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";
import { KeptParts } from "../parts/kept_parts.ts";
import type { Row } from "./message_rows.ts";
import { MessageRow } from "./message_row.tsx";
import { PendingRow } from "./pending_row.tsx";
import { BrokenRow, DayRow, NewRow } from "./separator_rows.tsx";

interface RowsProps {
  rows: readonly Row[];
  state: ChatState;
  current: OpenConversation;
  act: ChatActions;
}

/** The items of the conversation's list. */
export function Rows({ rows, state, current, act }: RowsProps) {
  const keep = useContext(KeptParts);
  return (
    <>
      {rows.map((row) => {
        const draw = () => (
          <Guard key={row.key} of={row} instead={<BrokenRow text={state.texts.chat.broken.row} />}>
            <RowView row={row} state={state} current={current} act={act} />
          </Guard>
        );
        if (state.live || row.kind !== "message") return draw();
        return keep(`message ${state.locale} ${row.message.id}`, inputsOf(row, state), draw);
      })}
    </>
  );
}

/**
 * Everything that the row of a message is drawn from while the page is not live: the row then
 * offers no actions and no editing, so it is the same for all readers.
 */
function inputsOf(
  { message, startsRun }: Row & { kind: "message" },
  { texts, locale, zone }: ChatState,
): readonly unknown[] {
  const { senderId, senderName, senderRole, seq, content, sentAt, editedAt, removed } = message;
  const shown = [senderId, senderName, senderRole, seq, content, sentAt, editedAt];
  const { by, reason } = removed ?? {};
  return [...shown, by, reason, startsRun, texts.chat, texts.common, locale, zone];
}

type RowViewProps = Omit<RowsProps, "rows"> & { row: Row };

function RowView({ row, state, current, act }: RowViewProps) {
  const { texts, locale, zone, nowMs, connection, keepsUnsent } = state;
  if (row.kind === "day") return <DayRow iso={row.iso} state={state} />;
  if (row.kind === "new") return <NewRow count={row.count} state={state} />;
  const common = { startsRun: row.startsRun, texts, locale, zone, act };
  if (row.kind === "pending") {
    const connected = connection.kind === "live";
    return (
      <PendingRow
        entry={row.entry}
        reader={state.reader}
        connected={connected}
        kept={keepsUnsent}
        nowMs={nowMs}
        {...common}
      />
    );
  }
  const { message } = row;
  const editing = current.editing?.messageId === message.id ? current.editing : undefined;
  const acts = actsFor(state, current, message);
  const { live } = state;
  return (
    <MessageRow
      rowKey={row.key}
      message={message}
      live={live}
      acts={acts}
      editing={editing}
      {...common}
    />
  );
}
