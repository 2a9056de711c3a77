/** What is done to a message that exists: each of these frames only calls its verb. */
import { editMessage, removeMessage } from "#core/messages/messages.ts";
import { redactMessage } from "#core/messages/redact.ts";
import { restoreMessage } from "#core/messages/versions.ts";
import type {
  EditMessage,
  RedactMessage,
  RemoveMessage,
  RestoreMessage,
} from "#wire/client_frames.ts";
import { fromSender } from "./frame_kind.ts";

export const messageActions = {
  EditMessage: fromSender<EditMessage>(({ context }, { meta, payload: { content } }) =>
    editMessage(context, { ...meta, content }),
  ),
  RemoveMessage: fromSender<RemoveMessage>(({ context }, { meta, payload }) =>
    removeMessage(context, { ...meta, ...payload }),
  ),
  RedactMessage: fromSender<RedactMessage>(({ context }, { meta, payload }) =>
    redactMessage(context, { ...meta, ...payload }),
  ),
  RestoreMessage: fromSender<RestoreMessage>(({ context }, { meta }) =>
    restoreMessage(context, meta),
  ),
};
