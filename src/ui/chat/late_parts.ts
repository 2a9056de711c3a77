/** The parts of the chat page that its first view does not need, as one file for the browser. */
export { FirstSteps } from "../conversations/first_steps.tsx";
export { ConnectionTrouble } from "./connection_trouble.tsx";
export { DeletedGroup } from "./deleted_group.tsx";
export { Dialogs } from "./dialogs.tsx";
export { EarlierRounds } from "./earlier_rounds.tsx";
export { EditForm } from "./edit_form.tsx";
export { Failure } from "./failure.tsx";
export { ListOptions } from "./list_options.tsx";
export { MissingGroup } from "./missing_group.tsx";
export { MemberPanel } from "./member_panel.tsx";
export { NoGroups } from "./no_groups.tsx";
export { ReadOnly } from "./read_only.tsx";
export { RefusedInsertion } from "./refused_insertion.tsx";
export { StrandedMessages } from "./stranded_messages.tsx";
export { ToLatest } from "./to_latest.tsx";
export { UnreadAbove } from "./unread_above.tsx";
export { LogControls } from "./log_controls.tsx";
