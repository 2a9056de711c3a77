import type { ComponentChildren } from "preact";
import type { Person } from "#core/people/people.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { EmailField, Field, SelectField } from "#ui/parts/field.tsx";
import { Form, FormActions, ErrorSummary } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
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
  /** The username may be empty when an account is created, and the role is chosen. */
  isNew: boolean;
  /** Whether it shows again what was typed. */
  isTyped: boolean;
  errors: FormErrors;
  texts: Texts;
  children?: ComponentChildren;
}

export function PersonForm(props: PersonFormProps) {
  const { typed, errors, isNew, texts } = props;
  const { users, common } = texts;
  const labels = {
    name: users.name,
    email: users.email,
    username: users.username,
    ...(isNew && { role: users.role }),
  };
  return (
    <>
      <PageHeader title={props.title} lead={props.lead} />
      <div class="max-w-xl space-y-6">
        <ErrorSummary errors={errors} labels={labels} texts={common} />
        <Card title={users.profileTitle}>
          <Form action={props.action} asks isTyped={props.isTyped}>
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
              hint={users.emailHint}
              value={typed.email}
              error={errors["email"]}
              autoComplete="off"
            />
            <Field
              name="username"
              label={users.username}
              hint={isNew ? users.usernameHint : undefined}
              value={typed.username}
              error={errors["username"]}
              autoComplete="off"
              required={!isNew}
            />
            {isNew && (
              <SelectField
                name="role"
                label={users.role}
                hint={users.roleHint}
                value={typed.role}
                error={errors["role"]}
                options={[
                  { value: "user", label: common.roles.user },
                  { value: "admin", label: common.roles.admin },
                ]}
              />
            )}
            <FormActions>
              <ButtonLink href="/users" cancels>
                {common.cancel}
              </ButtonLink>
              <Button look="primary" data-working={users.working}>
                {isNew ? users.create : common.save}
              </Button>
            </FormActions>
          </Form>
        </Card>
        {props.children}
      </div>
    </>
  );
}

export interface AccessProps {
  person: Person;
  /** Whether it is the reader's own account. */
  isActor: boolean;
  texts: Texts;
}

/** Acts for the person's access; the one that cannot be taken back stands apart. */
export function AccessCard({ person, isActor, texts: { users, common } }: AccessProps) {
  const path = (verb: string) => `/users/${verb}/${encodeURIComponent(person.id)}`;
  const isStaff = person.role === "admin";
  return (
    <>
      <Card title={users.accessTitle}>
        <div class="divide-y divide-line">
          <Act lead={`${users.role}: ${common.roles[person.role]}`}>
            {!isStaff && <Ask href={`${path("role")}?to=admin`}>{users.makeStaff}</Ask>}
            {person.role !== "user" && (
              <Ask href={`${path("role")}?to=user`}>{users.makeStudent}</Ask>
            )}
          </Act>
          {person.role !== "guest" && !isActor && (
            <Act lead={users.newCodeLead}>
              <Ask href={path("code")}>{users.newCode}</Ask>
            </Act>
          )}
          {person.disabledAt ? (
            <Act lead={users.enableLead}>
              <Form action={path("enable")}>
                <Button class="w-full">{users.enable}</Button>
              </Form>
            </Act>
          ) : (
            <Act lead={users.disableLead}>
              <Ask href={path("disable")}>{users.disable}</Ask>
            </Act>
          )}
        </div>
      </Card>
      <section class="rounded border border-danger p-4 sm:px-6">
        <Act lead={users.deleteLead}>
          <ButtonLink href={path("delete")} look="danger" asks>
            {users.delete}
          </ButtonLink>
        </Act>
      </section>
    </>
  );
}

function Ask({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <ButtonLink href={href} asks>
      {children}
    </ButtonLink>
  );
}

/** What the act does stands before its button. */
function Act({ lead, children }: { lead: string; children: ComponentChildren }) {
  return (
    <div class="flex flex-wrap items-center justify-between gap-3 py-3">
      <p class="min-w-0 flex-1 basis-56 text-sm text-muted">{lead}</p>
      <div class="flex flex-col gap-2 max-sm:w-full sm:flex-row">{children}</div>
    </div>
  );
}
