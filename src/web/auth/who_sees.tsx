import { Icon } from "#ui/parts/icon.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import { staffAccessPath } from "../http/identity.ts";

/** Who will see what of the person who is about to join. */
export function WhoSees({
  hasGroup,
  texts: { about, invites },
}: {
  hasGroup: boolean;
  texts: Texts;
}) {
  const rows = [
    ...(hasGroup
      ? [{ icon: "Users", name: invites.seesGroup, text: invites.seesGroupText } as const]
      : []),
    { icon: "Eye", name: invites.seesStaff, text: invites.seesStaffText } as const,
    { icon: "EyeOff", name: invites.seesOthers, text: invites.seesOthersText } as const,
  ];
  return (
    <section class="space-y-2 rounded border border-line p-4 text-sm text-body">
      <h2 class="font-semibold">{invites.whoSees}</h2>
      <ul class="space-y-2">
        {rows.map(({ icon, name, text }) => (
          <li key={icon} class="flex gap-3">
            <Icon of={icon} class="mt-0.5 size-4 shrink-0 text-muted" />
            <p class="min-w-0">
              <strong class="font-semibold">{name}</strong> {text}
            </p>
          </li>
        ))}
      </ul>
      <p>
        <a href={staffAccessPath} class="text-primary-text underline hover:no-underline">
          {about.readsMore}
        </a>
      </p>
    </section>
  );
}
