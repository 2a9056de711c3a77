import type { ComponentChildren } from "preact";
import type { Identity } from "#ui/layout/identity.ts";
import { ErrorSummary } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import type { FormErrors } from "../http/form.ts";

export interface AuthCardProps {
  title: string;
  lead: ComponentChildren;
  errors?: FormErrors;
  /** Of fields that are called differently here than in the other forms. */
  labels?: Record<string, string>;
  texts: Texts;
  /** The institution to name above the title, on pages before signing in; others have none. */
  identity?: Identity;
  /** Other ways, below the form. */
  links?: ComponentChildren;
  children?: ComponentChildren;
}

/** A single form, like all pages before signing in. */
export function AuthCard(props: AuthCardProps) {
  const { title, lead, errors = {}, labels, texts, identity, links, children } = props;
  return (
    <>
      {!identity && <PageHeader title={title} />}
      <div class="w-full max-w-100 space-y-6">
        {identity && <Institution {...identity} />}
        <div class="space-y-2">
          {identity && <h1 class="text-2xl font-semibold text-body">{title}</h1>}
          <p class="text-sm text-muted">{lead}</p>
        </div>
        <ErrorSummary
          errors={errors}
          labels={{ ...labelsOf(texts), ...labels }}
          texts={texts.common}
        />
        {children}
        {links && <div class="space-y-4 border-t border-line pt-4 text-sm">{links}</div>}
      </div>
    </>
  );
}

const labelsOf = ({ auth }: Texts) => ({
  code: auth.setupCode,
  name: auth.name,
  email: auth.email,
  password: auth.password,
});

function Institution({ name, logo }: Identity) {
  if (!name) return null;
  return (
    <p class="notranslate flex items-center gap-3 text-lg font-semibold text-body">
      {logo && (
        <img src={logo} alt="" class="max-h-12 max-w-40 rounded object-contain bg-plate dark:p-1" />
      )}
      <span class="min-w-0 break-words">{name}</span>
    </p>
  );
}

/** Another way in: what it is for, and the link to it. */
export function AuthWay({ text, href, label }: { text: string; href: string; label: string }) {
  return (
    <p class="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <span class="min-w-40 flex-1 text-muted">{text}</span>
      <a
        href={href}
        class="inline-flex min-h-11 items-center rounded border border-line-strong px-4 font-medium hover:bg-sunken sm:min-h-10"
      >
        {label}
      </a>
    </p>
  );
}
