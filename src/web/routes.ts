/** Every route of the web application, by blueprint. */
import { groupRoutes } from "./groups/routes.ts";
import { healthRoutes } from "./health/routes.ts";
import type { Route } from "./route.ts";

export const routes: Route[] = [...healthRoutes, ...groupRoutes];
