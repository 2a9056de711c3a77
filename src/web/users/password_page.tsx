import { ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";

export interface PasswordPageProps {
  name: string;
  password: string;
  texts: Texts;
}

/** A password that is shown once; it is in no cookie, address or log. */
export function PasswordPage({ name, password, texts: { users } }: PasswordPageProps) {
  return (
    <>
      <PageHeader title={format(users.passwordTitle, { name })} lead={users.passwordLead} />
      <div class="max-w-xl">
        <Card>
          <p class="rounded bg-sunken p-4 text-center font-mono text-xl break-all text-body select-all">
            {password}
          </p>
          <FormActions>
            <ButtonLink href="/users/create">{users.createAnother}</ButtonLink>
            <ButtonLink href="/users" look="primary">
              {users.passwordDone}
            </ButtonLink>
          </FormActions>
        </Card>
      </div>
    </>
  );
}
