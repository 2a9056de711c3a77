import type { ComponentChildren } from "preact";
import type { PeoplePage } from "#core/people/people.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { EmailField, Field, SelectField } from "#ui/parts/field.tsx";
import { FormError } from "#ui/parts/flash.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
import type { FormErrors } from "../http/form.ts";

/** The person's data in the form: as typed, or as stored. */
export interface TypedPerson {
  name: string;
  email: string;
  username: string;
  role: string;
}

export interface PersonFormProps {
  title: string;
  lead?: string;
  action: string;
  typed: TypedPerson;
  /** The username may be empty when an account is created. */
  isNew: boolean;
  /** True for existing guests: guests register themselves, and staff can change their role here. */
  mayBeGuest: boolean;
  errors: FormErrors;
  texts: Texts;
  children?: ComponentChildren;
}

export function PersonForm(props: PersonFormProps) {
  const { typed, errors, texts } = props;
  const { users, common } = texts;
  const roles = [
    { value: "user", label: common.roles.user },
    { value: "admin", label: common.roles.admin },
    ...(props.mayBeGuest ? [{ value: "guest", label: common.roles.guest }] : []),
  ];
  return (
    <>
      <PageHeader title={props.title} lead={props.lead} />
      <div class="max-w-xl space-y-6">
        <Card title={users.profileTitle}>
          <FormError text={errors["form"]} />
          <form method="post" action={props.action} class="space-y-4">
            <Field
              name="name"
              label={users.name}
              value={typed.name}
              error={errors["name"]}
              autoComplete="off"
              required
            />
            <EmailField
              label={users.email}
              value={typed.email}
              error={errors["email"]}
              autoComplete="off"
              required
            />
            <Field
              name="username"
              label={users.username}
              hint={props.isNew ? users.usernameHint : undefined}
              value={typed.username}
              error={errors["username"]}
              autoComplete="off"
              required={!props.isNew}
            />
            <SelectField
              name="role"
              label={users.role}
              value={typed.role}
              error={errors["role"]}
              options={roles}
            />
            <div class="flex flex-wrap gap-2">
              <Button look="primary" data-working={users.working}>
                {common.save}
              </Button>
              <ButtonLink href="/users">{common.cancel}</ButtonLink>
            </div>
          </form>
        </Card>
        {props.children}
      </div>
    </>
  );
}

export interface AccessProps {
  person: PeoplePage["rows"][number];
  texts: Texts;
}

/** Actions for the person's access. */
export function AccessCard({ person, texts: { users } }: AccessProps) {
  const path = (verb: string) => `/users/${verb}/${encodeURIComponent(person.id)}`;
  return (
    <Card title={users.accessTitle}>
      <div class="divide-y divide-line">
        {person.role !== "guest" && (
          <Act action={path("reset-password")} lead={users.resetLead}>
            <Button>{users.resetPassword}</Button>
          </Act>
        )}
        {person.disabledAt ? (
          <Act action={path("enable")} lead={users.enableLead}>
            <Button>{users.enable}</Button>
          </Act>
        ) : (
          <Act action={path("disable")} lead={users.disableLead}>
            <Button>{users.disable}</Button>
          </Act>
        )}
        <div class="flex flex-wrap items-center justify-between gap-3 py-3">
          <p class="min-w-0 flex-1 basis-56 text-sm text-muted">{users.deleteLead}</p>
          <ButtonLink href={path("delete")} look="danger">
            {users.delete}
          </ButtonLink>
        </div>
      </div>
    </Card>
  );
}

function Act({
  action,
  lead,
  children,
}: {
  action: string;
  lead: string;
  children: ComponentChildren;
}) {
  return (
    <form
      method="post"
      action={action}
      class="flex flex-wrap items-center justify-between gap-3 py-3"
    >
      <p class="min-w-0 flex-1 basis-56 text-sm text-muted">{lead}</p>
      {children}
    </form>
  );
}

/** A password that is shown once; it is in no cookie, address or log. */
export function PasswordPage({
  name,
  password,
  texts: { users },
}: {
  name: string;
  password: string;
  texts: Texts;
}) {
  return (
    <>
      <PageHeader title={format(users.passwordTitle, { name })} lead={users.passwordLead} />
      <div class="max-w-xl space-y-6">
        <Card>
          <p class="rounded bg-sunken p-4 text-center font-mono text-xl break-all text-body select-all">
            {password}
          </p>
          <ButtonLink href="/users" look="primary">
            {users.passwordDone}
          </ButtonLink>
        </Card>
      </div>
    </>
  );
}

export function DeletePage({ person, texts: { users, common } }: AccessProps) {
  const id = encodeURIComponent(person.id);
  return (
    <>
      <PageHeader title={format(users.deleteTitle, { name: person.name })} />
      <div class="max-w-xl space-y-6">
        <Card>
          <p class="text-body">{format(users.deleteText, { name: person.name })}</p>
          <form method="post" action={`/users/delete/${id}`} class="flex flex-wrap gap-2">
            <Button look="danger" data-working={users.working}>
              {users.delete}
            </Button>
            <ButtonLink href={`/users/edit/${id}`}>{common.cancel}</ButtonLink>
          </form>
        </Card>
      </div>
    </>
  );
}
