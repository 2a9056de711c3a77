import { page } from "../http/route.ts";
import { submitNewGroup, editedGroup, newGroup, saveGroup } from "./edit.tsx";
import { submitArchiving, submitUnarchiving } from "./archive.ts";
import { askErasing, showBin, submitErasing, submitRestoring } from "./bin.tsx";
import { placeMember } from "./member_acts.ts";
import { askDelete, submitDeletion, showGroups, submitOrder } from "./list.tsx";

const policy = "teachers";
/** Tutors see the groups and change their members. */
const forTutors = "course_staff";
/**
 * A form names everyone who is chosen, and everyone who was when it was shown: about 2 MB for
 * 20,000.
 */
const bodyBytesMax = 4 * 1024 * 1024;

export const groupRoutes = [
  page({ method: "GET", path: "/groups", policy: forTutors, handle: showGroups }),
  page({ method: "POST", path: "/groups/reorder", policy, handle: submitOrder }),
  page({ method: "GET", path: "/groups/create", policy, handle: newGroup }),
  page({ method: "POST", path: "/groups/create", policy, bodyBytesMax, handle: submitNewGroup }),
  page({ method: "GET", path: "/groups/:id/edit", policy: forTutors, handle: editedGroup }),
  page({
    method: "POST",
    path: "/groups/:id/edit",
    policy: forTutors,
    bodyBytesMax,
    handle: saveGroup,
  }),
  page({ method: "POST", path: "/groups/:id/members", policy: forTutors, handle: placeMember }),
  page({ method: "GET", path: "/groups/delete/:id", policy, handle: askDelete }),
  page({ method: "POST", path: "/groups/delete/:id", policy, handle: submitDeletion }),
  page({ method: "POST", path: "/groups/archive/:id", policy, handle: submitArchiving }),
  page({ method: "POST", path: "/groups/unarchive/:id", policy, handle: submitUnarchiving }),
  page({ method: "GET", path: "/groups/deleted", policy, handle: showBin }),
  page({ method: "POST", path: "/groups/restore/:id", policy, handle: submitRestoring }),
  page({ method: "GET", path: "/groups/erase/:id", policy, handle: askErasing }),
  page({ method: "POST", path: "/groups/erase/:id", policy, handle: submitErasing }),
];
