import { ButtonLink } from "../parts/button.tsx";
import type { Texts } from "../text/catalogue.ts";
import { format } from "../text/format.ts";

export interface ErrorPageProps {
  status: number;
  message: string;
  /** For unexpected errors: where to find it in the server log. */
  reference?: string;
  texts: Texts;
}

export function ErrorPage({ status, message, reference, texts: { common } }: ErrorPageProps) {
  return (
    <div class="mx-auto w-full max-w-md space-y-4 py-16 text-center">
      <p class="text-sm font-medium text-muted">{status}</p>
      <h1 class="text-2xl font-semibold">
        {status === 404 ? common.notFoundTitle : common.errorTitle}
      </h1>
      <p class="text-muted">{message}</p>
      {reference && (
        <p class="text-sm break-all text-muted">{format(common.reference, { reference })}</p>
      )}
      <p class="pt-2">
        <ButtonLink href="/conversations" look="primary">
          {common.home}
        </ButtonLink>
      </p>
    </div>
  );
}
