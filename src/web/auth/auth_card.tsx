import type { ComponentChildren } from "preact";
import { Card } from "#ui/parts/card.tsx";
import { ErrorSummary } from "#ui/parts/form.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import type { FormErrors } from "../http/form.ts";
import type { Texts } from "#ui/text/catalogue.ts";

export interface AuthCardProps {
  title: string;
  lead: string;
  errors?: FormErrors;
  texts: Texts;
  /** Whether to show the product's name above the card, because there is no navigation. */
  brand?: boolean;
  /** Links to related pages, below the card. */
  links?: ComponentChildren;
  children: ComponentChildren;
}

/** A single form in the middle of the page, like all pages before signing in. */
export function AuthCard(props: AuthCardProps) {
  const { title, lead, errors = {}, texts, brand = true, links, children } = props;
  return (
    <div class="mx-auto w-full max-w-sm space-y-6 py-4 sm:py-12">
      {brand && <Brand name={texts.common.productName} />}
      <Card>
        <div class="space-y-1">
          <h1 class="text-xl font-semibold text-body">{title}</h1>
          <p class="text-sm text-muted">{lead}</p>
        </div>
        <ErrorSummary errors={errors} labels={labelsOf(texts)} texts={texts.common} />
        {children}
      </Card>
      {links && <div class="space-y-1 text-center text-sm text-muted">{links}</div>}
    </div>
  );
}

const labelsOf = ({ auth }: Texts) => ({
  code: auth.setupCode,
  name: auth.name,
  email: auth.email,
  password: auth.password,
});

function Brand({ name }: { name: string }) {
  return (
    <p class="flex items-center justify-center gap-2 text-lg font-semibold text-body">
      <span class="text-primary-text">
        <Icon of="MessagesSquare" class="size-6" />
      </span>
      {name}
    </p>
  );
}

export function AuthLink({
  question,
  href,
  label,
}: {
  question: string;
  href: string;
  label: string;
}) {
  return (
    <p>
      {question}{" "}
      <a
        href={href}
        class="inline-block py-2.5 font-medium text-primary-text underline hover:no-underline"
      >
        {label}
      </a>
    </p>
  );
}
