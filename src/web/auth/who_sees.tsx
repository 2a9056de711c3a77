import { Icon, type IconProps } from "#ui/parts/icon.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import { staffAccessPath } from "../http/identity.ts";

interface Row {
  icon: IconProps["of"];
  name: string;
  text: string;
}

/** Who will see what of the person who is about to join. */
export function WhoSees({ hasGroup, texts }: { hasGroup: boolean; texts: Texts }) {
  const { invites } = texts;
  const group: Row = { icon: "Users", name: invites.seesGroup, text: invites.seesGroupText };
  const rows: Row[] = [
    ...(hasGroup ? [group] : []),
    { icon: "Eye", name: invites.seesStaff, text: invites.seesStaffText },
    { icon: "EyeOff", name: invites.seesOthers, text: invites.seesOthersText },
  ];
  return <Rows rows={rows} texts={texts} />;
}

/** The same for a guest with a pass. */
export function WhoSeesGuest({ texts }: { texts: Texts }) {
  const { invites } = texts;
  const rows: Row[] = [
    { icon: "Users", name: invites.passGroup, text: invites.passGroupText },
    { icon: "Eye", name: invites.seesStaff, text: invites.passStaffText },
    { icon: "MessagesSquare", name: invites.passYou, text: invites.passYouText },
    { icon: "Clock", name: invites.passAfter, text: invites.passAfterText },
  ];
  return <Rows rows={rows} texts={texts} />;
}

function Rows({ rows, texts: { about, invites } }: { rows: readonly Row[]; texts: Texts }) {
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
