/** Every route of the web application, by blueprint. */
import { chatRoutes } from "./chat/routes.tsx";
import { apiRoutes } from "./api/routes.ts";
import { auditRoutes } from "./audit/routes.tsx";
import { conversationRoutes } from "./conversations/routes.tsx";
import { groupRoutes } from "./groups/routes.ts";
import { healthRoutes } from "./health/routes.ts";
import type { Route } from "./route.ts";

export const routes: Route[] = [
  ...healthRoutes,
  ...apiRoutes,
  ...chatRoutes,
  ...auditRoutes,
  ...conversationRoutes,
  ...groupRoutes,
];
