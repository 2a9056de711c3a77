import type { Account } from "#core/context.ts";
import type { CodeUse } from "#core/identity/codes.ts";
import type { Device } from "#core/identity/sessions.ts";
import type { OwnFact } from "#core/roster/own_facts.ts";
import { signOutMethod } from "#ui/layout/sign_out_method.ts";
import { Badge } from "#ui/parts/badge.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { Field, SelectField } from "#ui/parts/field.tsx";
import { Form, FormActions, ErrorSummary } from "#ui/parts/form.tsx";
import { MailAddress } from "#ui/parts/mail_address.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { PasswordField } from "#ui/parts/password_field.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
import { deviceText } from "../http/device_name.ts";
import type { FormErrors } from "../http/form.ts";
import { CodesCard } from "./codes_card.tsx";
import { FactsCard } from "./facts_card.tsx";
import { KeyboardCard } from "./keyboard_card.tsx";

export interface AccountPageProps {
  actor: Account;
  /** As typed, or as stored. */
  profile: { name: string; locale: string; theme: string };
  devices: Device[];
  codeUses: CodeUse[];
  /** Whether guests can create an account here. */
  registers: boolean;
  /** What courses know about them beside this account. */
  facts: OwnFact[];
  errors: FormErrors;
  /** For the password form. */
  passwordErrors: FormErrors;
  locale: Locale;
  texts: Texts;
}

export function AccountPage(props: AccountPageProps) {
  const { actor, texts } = props;
  return (
    <>
      <PageHeader
        title={texts.account.title}
        lead={actor.role === "guest" ? texts.account.guestLead : undefined}
      />
      {actor.role === "guest" && <GuestEnd {...props} />}
      <div class="grid grid-cols-1 items-start gap-6 lg:grid-cols-2 xl:grid-cols-3">
        <ProfileCard {...props} />
        <div class="space-y-6">
          {actor.role !== "guest" && <PasswordCard errors={props.passwordErrors} texts={texts} />}
          <KeyboardCard singleKeys={actor.singleKeys} texts={texts} />
        </div>
        <div class="lg:max-xl:col-span-2">
          <DevicesCard {...props} />
        </div>
        {props.facts.length > 0 && <FactsCard facts={props.facts} texts={texts} />}
      </div>
      <p class="text-sm">
        <a href="/answers" class="text-primary-text underline underline-offset-2">
          {texts.moderation.answersTitle}
        </a>
      </p>
      <CodesCard uses={props.codeUses} {...props} />
      <p class="text-sm text-muted">
        {texts.merge.ownLinkLead}{" "}
        <a href="/account/merge" class="text-primary-text underline underline-offset-2">
          {texts.merge.ownLink}
        </a>
      </p>
      {(actor.role === "admin" || actor.office) && (
        <p class="text-sm">
          <a href="/api/docs" class="text-primary-text underline underline-offset-2">
            {texts.account.apiLink}
          </a>
        </p>
      )}
    </>
  );
}

function GuestEnd({ actor, registers, locale, texts }: AccountPageProps) {
  const iso = new Date(actor.endsAtMs).toISOString();
  return (
    <p>
      {texts.account.guestEnds} <Time iso={iso} locale={locale} />.{" "}
      {registers && (
        <a href="/auth/register" class="text-primary-text underline underline-offset-2">
          {texts.account.guestStay}
        </a>
      )}
    </p>
  );
}

function ProfileCard({ actor, profile, errors, texts }: AccountPageProps) {
  const { account, common } = texts;
  return (
    <Card title={account.profileTitle}>
      <ErrorSummary errors={errors} labels={{ name: account.name }} texts={common} />
      <dl class="grid grid-cols-[auto_1fr] max-[20rem]:grid-cols-1 gap-x-4 gap-y-1 text-sm">
        {actor.email && (
          <>
            <dt class="text-muted">{account.email}</dt>
            <dd class="wrap-anywhere text-body">
              <MailAddress of={actor.email} />
            </dd>
          </>
        )}
        <dt class="text-muted">{account.username}</dt>
        <dd class="break-all text-body">{actor.username}</dd>
      </dl>
      <Form action="/account" asks isTyped={Object.keys(errors).length > 0}>
        <Field
          name="name"
          label={account.name}
          value={profile.name}
          error={errors["name"]}
          autoComplete="name"
          required
        />
        <SelectField
          name="locale"
          label={account.language}
          value={profile.locale}
          options={[
            { value: "", label: account.languageBrowser },
            { value: "en", label: "English" },
            { value: "de", label: "Deutsch" },
          ]}
        />
        <SelectField
          name="theme"
          label={account.theme}
          value={profile.theme}
          options={[
            { value: "", label: account.themeSystem },
            { value: "light", label: account.themeLight },
            { value: "dark", label: account.themeDark },
          ]}
        />
        <FormActions>
          <Button look="primary" data-working={account.working}>
            {common.save}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}

function PasswordCard({ errors, texts }: { errors: FormErrors; texts: Texts }) {
  const { account, auth, common } = texts;
  const labels = { current: account.currentPassword, password: account.newPassword };
  return (
    <Card title={account.passwordTitle}>
      <p class="text-sm text-muted">{account.passwordLead}</p>
      <ErrorSummary errors={errors} labels={labels} texts={common} />
      <Form action="/account/password">
        <PasswordField
          name="current"
          label={account.currentPassword}
          showLabel={auth.showPassword}
          error={errors["current"]}
          autoComplete="current-password"
          required
        />
        <PasswordField
          name="password"
          label={account.newPassword}
          hint={auth.passwordHint}
          showLabel={auth.showPassword}
          error={errors["password"]}
          autoComplete="new-password"
          required
        />
        <FormActions>
          <Button data-working={account.working}>{account.changePassword}</Button>
        </FormActions>
      </Form>
    </Card>
  );
}

function DevicesCard({ actor, devices, locale, texts }: AccountPageProps) {
  const { account } = texts;
  const lead = actor.role === "guest" ? account.devicesLeadGuest : account.devicesLead;
  const thisFirst = devices.toSorted((a, b) => Number(b.current) - Number(a.current));
  return (
    <Card title={account.devicesTitle}>
      <p class="text-sm text-muted">{lead}</p>
      <ul class="divide-y divide-line">
        {thisFirst.map((device) => (
          <li
            key={device.id}
            class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3"
          >
            <div class="min-w-0">
              <p class="flex flex-wrap items-center gap-2 text-body">
                <span class="break-all">{deviceText(device.device, texts)}</span>
                {device.current && <Badge look="primary">{account.thisDevice}</Badge>}
              </p>
              <p class="text-sm text-muted">
                {account.lastSeen} <Time iso={device.lastSeenAt} locale={locale} />
              </p>
            </div>
            {!device.current && <EndDevice device={device} texts={texts} />}
          </li>
        ))}
      </ul>
      <FormActions>
        {devices.length > 1 && (
          <form method="post" action="/account/devices/others/end">
            <Button class="w-full">{account.signOutOthers}</Button>
          </form>
        )}
        <SignOutEverywhere role={actor.role} texts={texts} />
      </FormActions>
    </Card>
  );
}

/** A guest is first shown what it ends. */
function SignOutEverywhere({ role, texts: { account } }: Pick<Account, "role"> & { texts: Texts }) {
  const isAsked = signOutMethod(role) === "get";
  return (
    <form
      method={signOutMethod(role)}
      action={isAsked ? "/auth/logout" : "/account/devices/all/end"}
    >
      {isAsked && <input type="hidden" name="everywhere" value="" />}
      <Button class="w-full">{account.signOutEverywhere}</Button>
    </form>
  );
}

function EndDevice({ device, texts }: { device: Device; texts: Texts }) {
  const { account } = texts;
  const name = deviceText(device.device, texts);
  return (
    <form method="post" action={`/account/devices/${device.id}/end`}>
      <Button aria-label={format(account.signOutDeviceNamed, { device: name })}>
        {account.signOutDevice}
      </Button>
    </form>
  );
}
