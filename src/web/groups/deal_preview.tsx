import { Avatar } from "#ui/parts/avatar.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Form, FormBar } from "#ui/parts/form.tsx";
import { Callout } from "#ui/parts/callout.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";
import type { DealPlan, DealtGroup } from "./deal_input.ts";

export interface DealPreviewProps {
  plan: DealPlan;
  groups: DealtGroup[];
  /** How many of the names other groups have. */
  taken: number;
  /** The number from which all names are free, if some are taken. */
  freeFrom?: number;
  /** Names by id. */
  names: ReadonlyMap<string, string>;
  /** Of people who share a name, by id. */
  addresses: ReadonlyMap<string, string>;
  locale: Locale;
  texts: Texts;
}

/** Several groups at once, second step: who goes where. Exactly these groups are created. */
export function DealPreview(props: DealPreviewProps) {
  const { plan, groups, taken, freeFrom, names, addresses, locale, texts } = props;
  const words = texts.groups;
  return (
    <>
      <PageHeader title={words.previewTitle} lead={words.previewLead} />
      <Form action="/groups/create-many" asks isTyped class="space-y-6">
        {freeFrom !== undefined && (
          <Callout kind="warning">
            <p class="min-w-0 flex-1 basis-72">{plural(locale, words.sameNames, taken)}</p>
            <Button name="step" value={`from ${freeFrom}`}>
              {format(words.numberFrom, { number: freeFrom })}
            </Button>
          </Callout>
        )}
        {plan.course && <input type="hidden" name="course" value={plan.course} />}
        <input type="hidden" name="from" value={plan.from} />
        <input type="hidden" name="pattern" value={plan.pattern} />
        <input type="hidden" name="description" value={plan.description} />
        <input type="hidden" name="by" value={plan.by} />
        <input type="hidden" name="count" value={plan.count} />
        <input type="hidden" name="order" value={plan.order} />
        <ul class="grid grid-cols-1 gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {groups.map((group) => (
            <Group
              key={group.name}
              group={group}
              names={names}
              addresses={addresses}
              locale={locale}
              texts={words}
            />
          ))}
        </ul>
        <FormBar>
          <Button look="quiet" name="step" value="change">
            {words.previewChange}
          </Button>
          {plan.order === "shuffled" && (
            <Button name="step" value="preview">
              {words.previewAgain}
            </Button>
          )}
          <Button look="primary" name="step" value="create" data-working={words.working}>
            {plural(locale, words.previewCreate, groups.length)}
          </Button>
        </FormBar>
      </Form>
    </>
  );
}

interface GroupProps {
  group: DealtGroup;
  names: ReadonlyMap<string, string>;
  addresses: ReadonlyMap<string, string>;
  locale: Locale;
  texts: Texts["groups"];
}

function Group({ group, names, addresses, locale, texts }: GroupProps) {
  const { name, memberIds } = group;
  return (
    <li class="space-y-2 rounded border border-line bg-raised p-4">
      <input type="hidden" name="group-name" value={name} />
      <input type="hidden" name="group-members" value={memberIds.join(" ")} />
      <div class="flex items-baseline justify-between gap-2">
        <h2 class="min-w-0 font-semibold break-words text-body">{name}</h2>
        <p class="text-sm whitespace-nowrap text-muted">
          {plural(locale, texts.people, memberIds.length)}
        </p>
      </div>
      {memberIds.length === 0 ? (
        <p class="text-muted">{texts.previewEmpty}</p>
      ) : (
        <ul class="space-y-1">
          {memberIds.map((id) => (
            <li key={id} class="flex min-w-0 items-center gap-2 text-sm text-body">
              <Avatar id={id} name={names.get(id) ?? ""} size="small" />
              <span class="min-w-0">
                <span class="block truncate">{names.get(id)}</span>
                {addresses.has(id) && (
                  <span class="block truncate text-xs text-muted">{addresses.get(id)}</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
