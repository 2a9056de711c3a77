import type { Route } from "../http/route.ts";
import { askApi } from "./ask.ts";
import { binApi } from "./bin.ts";
import { conversationApi } from "./conversations.ts";
import { groupActApi } from "./group_acts.ts";
import { groupSetApi } from "./group_sets.ts";
import { groupPlanApi } from "./group_plans.ts";
import { importApi } from "./imports.ts";
import { heldApi } from "./held.ts";
import { inviteApi } from "./invites.ts";
import { courseApi } from "./courses.ts";
import { logApi } from "./log.ts";
import { lookApi } from "./looks.ts";
import { mailApi } from "./mails.ts";
import { mergeApi } from "./merges.ts";
import { memberApi } from "./members.ts";
import { messageApi } from "./messages.ts";
import { moderationApi } from "./moderation.ts";
import { muteApi } from "./mutes.ts";
import { ownGroupApi } from "./own_groups.ts";
import { peopleApi } from "./people.ts";
import { ruleApi } from "./rules.ts";
import { templateApi } from "./templates.ts";
import { workbenchApi } from "./workbench.ts";

export const apiRoutes: Route[] = [
  ...conversationApi,
  ...binApi,
  ...messageApi,
  ...heldApi,
  ...lookApi,
  ...memberApi,
  ...courseApi,
  ...templateApi,
  ...ruleApi,
  ...groupActApi,
  ...groupSetApi,
  ...workbenchApi,
  ...ownGroupApi,
  ...askApi,
  ...moderationApi,
  ...muteApi,
  ...peopleApi,
  ...groupPlanApi,
  ...importApi,
  ...inviteApi,
  ...logApi,
  ...mailApi,
  ...mergeApi,
];
