import type { Texts } from "#ui/text/catalogue.ts";
import { staffAccessPath } from "../http/identity.ts";

/** Said where people begin to take part. */
export function StaffReadThis({ texts: { about } }: { texts: Texts }) {
  return (
    <p class="text-sm text-muted">
      {about.takingPart}{" "}
      <a href={staffAccessPath} class="text-primary-text underline hover:no-underline">
        {about.readsMore}
      </a>
    </p>
  );
}
