import type { ComponentChildren } from "preact";
import type { Identity } from "#ui/layout/identity.ts";

export function Chapter({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="space-y-3">
      <h2 class="text-base font-semibold">{title}</h2>
      {children}
    </section>
  );
}

interface AskForProps {
  title: string;
  text: string;
  help: Identity["help"];
}

/** Whom to ask. */
export function AskFor({ title, text, help }: AskForProps) {
  return (
    <Chapter title={title}>
      <p>
        {text}{" "}
        {help && (
          <a
            href={help.href}
            class="notranslate break-words text-primary-text underline hover:no-underline"
          >
            {help.label}
          </a>
        )}
      </p>
    </Chapter>
  );
}
