import {
  checkDocumentation,
  refreshDocumentation,
  tokenDocumentation,
} from "../api/auth_documentation.ts";
import { api, page } from "../http/route.ts";
import { doForgot, showForgot } from "./forgot.tsx";
import { doGuest, doGuestReturn, showGuest } from "./guest.tsx";
import { doJoin, showJoin } from "./join.tsx";
import { doJoinInvite, showJoinInvite } from "./join_invite.tsx";
import { chooseLanguage } from "./language.ts";
import { doRegister, showRegister } from "./register.tsx";
import { doSetup, showSetup } from "./setup.tsx";
import { doSignIn, showSignIn } from "./sign_in.tsx";
import { doSignOut, showSignOut } from "./sign_out.tsx";
import { checkToken, issueTokens, refreshToken, refuseWithoutJson } from "./tokens.ts";

const policy = "public";

export const authRoutes = [
  page({ method: "GET", path: "/auth/login", policy, handle: showSignIn }),
  page({ method: "POST", path: "/auth/login", policy, handle: doSignIn }),
  page({ method: "GET", path: "/auth/register", policy, handle: showRegister }),
  page({ method: "POST", path: "/auth/register", policy, handle: doRegister }),
  page({ method: "GET", path: "/auth/guest", policy, handle: showGuest }),
  page({ method: "POST", path: "/auth/guest", policy, handle: doGuest }),
  page({ method: "POST", path: "/auth/guest/return", policy, handle: doGuestReturn }),
  page({ method: "GET", path: "/join", policy, handle: showJoin }),
  page({ method: "POST", path: "/join", policy, handle: doJoin }),
  page({ method: "GET", path: "/join/invite", policy, handle: showJoinInvite }),
  page({ method: "POST", path: "/join/invite", policy, handle: doJoinInvite }),
  page({ method: "GET", path: "/forgot", policy, handle: showForgot }),
  page({ method: "POST", path: "/forgot", policy, handle: doForgot }),
  page({ method: "GET", path: "/auth/logout", policy: "signed_in", handle: showSignOut }),
  page({ method: "POST", path: "/auth/logout", policy, handle: doSignOut }),
  page({ method: "GET", path: "/setup", policy, handle: showSetup }),
  page({ method: "POST", path: "/setup", policy, handle: doSetup }),
  page({ method: "POST", path: "/language", policy, handle: chooseLanguage }),
  api({
    method: "POST",
    path: "/auth/token",
    policy,
    carriesCredentials: true,
    documentation: tokenDocumentation,
    handle: issueTokens,
  }),
  api({ method: "GET", path: "/auth/token", policy, handle: refuseWithoutJson }),
  api({
    method: "POST",
    path: "/auth/refresh",
    policy,
    carriesCredentials: true,
    documentation: refreshDocumentation,
    handle: refreshToken,
  }),
  api({
    method: "GET",
    path: "/auth/check",
    policy: "signed_in",
    documentation: checkDocumentation,
    handle: checkToken,
  }),
];
