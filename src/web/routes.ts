/** Every route of the web application, by feature. */
import { aboutRoutes } from "./about/routes.tsx";
import { askRoutes } from "./ask/routes.tsx";
import { chatRoutes } from "./chat/routes.tsx";
import { documentationRoutes } from "./api/documentation.tsx";
import { apiRoutes } from "./api/routes.ts";
import { accountRoutes } from "./account/routes.tsx";
import { auditRoutes } from "./audit/routes.tsx";
import { authRoutes } from "./auth/routes.ts";
import { courseRoutes } from "./courses/routes.ts";
import { conversationRoutes } from "./conversations/routes.tsx";
import { findRoutes } from "./find/routes.tsx";
import { groupActRoutes } from "./group_acts/routes.ts";
import { groupSetRoutes } from "./group_sets/routes.ts";
import { groupRoutes } from "./groups/routes.ts";
import { helpRoutes } from "./help/routes.tsx";
import { healthRoutes } from "./health/routes.ts";
import { inviteRoutes } from "./invites/routes.ts";
import { mailRoutes } from "./mail/routes.tsx";
import { looksRoutes } from "./looks/routes.tsx";
import { makerRoutes } from "./maker/routes.ts";
import { messageRoutes } from "./messages/routes.tsx";
import { moderationRoutes } from "./moderation/routes.ts";
import { ownGroupRoutes } from "./own_groups/routes.tsx";
import { peopleRoutes } from "./people/routes.tsx";
import { rosterRoutes } from "./roster/routes.tsx";
import { userRoutes } from "./users/routes.tsx";
import type { Route } from "./http/route.ts";

export const routes: Route[] = [
  ...aboutRoutes,
  ...authRoutes,
  ...accountRoutes,
  ...userRoutes,
  ...mailRoutes,
  ...rosterRoutes,
  ...inviteRoutes,
  ...peopleRoutes,
  ...apiRoutes,
  ...chatRoutes,
  ...auditRoutes,
  ...conversationRoutes,
  ...looksRoutes,
  ...courseRoutes,
  ...findRoutes,
  ...groupRoutes,
  ...groupActRoutes,
  ...groupSetRoutes,
  ...makerRoutes,
  ...messageRoutes,
  ...ownGroupRoutes,
  ...moderationRoutes,
  ...askRoutes,
  ...helpRoutes,
  ...healthRoutes,
  ...documentationRoutes(() => routes),
];
