import { changePassword, type Profile, updateProfile } from "#core/people/accounts.ts";
import { chooseSingleKeys, endFirstSteps } from "#core/people/own_settings.ts";
import { listCodeUses } from "#core/identity/codes.ts";
import { listDevices, endAllSessions, endSession } from "#core/identity/sessions.ts";
import { listOwnFacts } from "#core/roster/own_facts.ts";
import { textsOf } from "#ui/text/catalogue.ts";
import { flash } from "../http/flash.ts";
import { type FormErrors, readForm, submitForm } from "../http/form.ts";
import { rememberLanguage } from "../http/language_cookie.ts";
import { type PageParts, renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import { clearSessionCookie, setSessionCookie } from "../http/session_cookie.ts";
import { nextPath } from "../auth/next_path.ts";
import { forgetDevice } from "../auth/start_session.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { doMerge, showMerge } from "./merge.tsx";
import { AccountPage, type AccountPageProps } from "./account_page.tsx";

const policy = "signed_in";

export const accountRoutes = [
  page({ method: "GET", path: "/account", policy, handle: (visit) => show(visit) }),
  page({ method: "POST", path: "/account", policy, handle: saveProfile }),
  page({ method: "POST", path: "/account/look", policy, handle: saveLook }),
  page({ method: "POST", path: "/account/keyboard", policy, handle: saveKeyboard }),
  page({ method: "POST", path: "/account/steps/end", policy: "staff", handle: skipSteps }),
  page({ method: "POST", path: "/account/password", policy, handle: savePassword }),
  page({ method: "GET", path: "/account/merge", policy, handle: showMerge }),
  page({ method: "POST", path: "/account/merge", policy, handle: doMerge }),
  page({ method: "POST", path: "/account/devices/others/end", policy, handle: endOthers }),
  page({ method: "POST", path: "/account/devices/all/end", policy, handle: endAll }),
  page({ method: "POST", path: "/account/devices/:id/end", policy, handle: endOne }),
];

interface Shown {
  profile?: AccountPageProps["profile"];
  errors?: FormErrors;
  passwordErrors?: FormErrors;
  status?: PageParts["status"];
}

async function show(visit: SignedInVisit, shown: Shown = {}): Promise<Response> {
  const { actor, locale, texts } = visit;
  const stored = { name: actor.name, locale: actor.locale ?? "", theme: actor.theme ?? "" };
  return renderPage(visit, {
    title: texts.account.title,
    section: "account",
    status: shown.status,
    here: "/account",
    content: (
      <AccountPage
        actor={actor}
        profile={shown.profile ?? stored}
        devices={await listDevices(visit.context)}
        codeUses={await listCodeUses(visit.context)}
        registers={visit.config.registration.mode !== "closed"}
        facts={await listOwnFacts(visit.context)}
        errors={shown.errors ?? {}}
        passwordErrors={shown.passwordErrors ?? {}}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

async function saveProfile(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  const typed = { name: form.text("name"), locale: form.text("locale"), theme: form.text("theme") };
  return submitForm(
    visit,
    async () => {
      const change = profileOf(typed);
      await updateProfile(visit.context, change);
      if (change.locale === null) rememberLanguage(visit, undefined);
      // In the newly chosen language.
      flash(visit, "success", textsOf(change.locale ?? visit.locale).account.saved);
      return visit.c.redirect("/account", 303);
    },
    (errors, status) => show(visit, { profile: typed, errors, status }),
  );
}

/** From the menu of any page, which is then shown again. A script shows a theme by itself. */
async function saveLook(visit: SignedInVisit): Promise<Response> {
  const { c } = visit;
  const form = await readForm(visit);
  await updateProfile(visit.context, {
    ...(form.has("locale") && { locale: localeOf(form.text("locale")) }),
    ...(form.has("theme") && { theme: themeOf(form.text("theme")) }),
  });
  if (c.req.header("Accept") === "application/json") return c.body(null, 204);
  return c.redirect(nextPath(form.text("next")), 303);
}

function profileOf({ name, locale, theme }: AccountPageProps["profile"]): Profile {
  return { name, locale: localeOf(locale), theme: themeOf(theme) };
}

/** A value that the forms do not offer counts as none. */
function localeOf(text: string): Profile["locale"] {
  return text === "en" || text === "de" ? text : null;
}

function themeOf(text: string): Profile["theme"] {
  return text === "light" || text === "dark" ? text : null;
}

async function savePassword(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  return submitForm(
    visit,
    async () => {
      const passwords = { current: form.text("current"), password: form.text("password") };
      const session = await changePassword(visit.context, passwords);
      setSessionCookie(visit.app, visit.c, session.token);
      flash(visit, "success", visit.texts.account.passwordChanged);
      return visit.c.redirect("/account", 303);
    },
    // A guest's page has no form for a password that could show the error.
    (errors, status) =>
      show(visit, { [visit.actor.role === "guest" ? "errors" : "passwordErrors"]: errors, status }),
  );
}

async function saveKeyboard(visit: SignedInVisit): Promise<Response> {
  const on = (await readForm(visit)).text("single") !== "off";
  await chooseSingleKeys(visit.context, on);
  const { account } = visit.texts.help;
  flash(visit, "success", on ? account.turnedOn : account.turnedOff);
  return visit.c.redirect("/account#keyboard", 303);
}

/** From the welcome beside the list of groups. */
async function skipSteps({ c, context }: SignedInVisit): Promise<Response> {
  await endFirstSteps(context);
  return c.redirect("/conversations", 303);
}

async function endOne(visit: SignedInVisit): Promise<Response> {
  await endSession(visit.context, pathId(visit));
  flash(visit, "success", visit.texts.account.deviceSignedOut);
  return visit.c.redirect("/account", 303);
}

async function endOthers(visit: SignedInVisit): Promise<Response> {
  await endAllSessions(visit.context, { keepCurrent: true });
  flash(visit, "success", visit.texts.account.othersSignedOut);
  return visit.c.redirect("/account", 303);
}

async function endAll(visit: SignedInVisit): Promise<Response> {
  await endAllSessions(visit.context, { keepCurrent: false });
  clearSessionCookie(visit.app, visit.c);
  if (visit.actor.role === "guest") forgetDevice(visit);
  flash(visit, "info", visit.texts.auth.signedOut);
  return visit.c.redirect("/auth/login", 303);
}
