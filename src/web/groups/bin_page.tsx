import type { OwnCourse } from "#core/courses/own_courses.ts";
import type { DeletedGroup } from "#core/groups/bin.ts";
import { GroupBox, SelectableGroups } from "#ui/groups/group_acts_bar.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { Field } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Cell, Row, Table } from "#ui/parts/table.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";
import type { FormErrors } from "../http/form.ts";

interface BinProps {
  groups: DeletedGroup[];
  courses: readonly Pick<OwnCourse, "id" | "name">[];
  locale: Locale;
  texts: Texts;
}

/** The list of deleted groups. */
export function BinPage({ groups, courses, locale, texts }: BinProps) {
  const { groups: words } = texts;
  return (
    <>
      <PageHeader title={words.binTitle} lead={groups.length > 0 ? words.binLead : ""}>
        <ButtonLink href="/groups">{words.title}</ButtonLink>
      </PageHeader>
      {groups.length === 0 ? (
        <EmptyState title={words.binEmptyTitle} text={words.binEmptyText} />
      ) : (
        <Courses groups={groups} courses={courses} locale={locale} texts={texts} />
      )}
    </>
  );
}

/** Those of each course, which are restored together. */
function Courses({ groups, courses, locale, texts }: BinProps) {
  const { groups: words } = texts;
  const ofCourse = Map.groupBy(groups, ({ courseId }) => courseId);
  return [...ofCourse].map(([courseId, own]) => {
    const course = courses.length > 1 ? courses.find(({ id }) => id === courseId) : undefined;
    const name = course && (course.name || words.firstCourse);
    const form = `restore-${courseId}`;
    return (
      <section key={courseId} class="space-y-3">
        {name && <h2 class="text-lg font-semibold wrap-anywhere text-body">{name}</h2>}
        <SelectableGroups courseId={courseId} form={form} acts={["restore"]} texts={texts}>
          <Table
            caption={name ?? words.binTitle}
            headings={[words.binGroup, words.binDeleted, words.binErasedOn, words.binActs]}
          >
            {own.map((group) => (
              <BinRow key={group.id} group={group} form={form} locale={locale} texts={texts} />
            ))}
          </Table>
        </SelectableGroups>
      </section>
    );
  });
}

interface BinRowProps extends Pick<BinProps, "locale" | "texts"> {
  group: DeletedGroup;
  /** The id of the form that restores several. */
  form: string;
}

function BinRow({ group, form, locale, texts: { groups: words } }: BinRowProps) {
  const { id, name, messages, members, deletedAt, deletedBy, erasedAt } = group;
  return (
    <Row>
      <Cell>
        <div class="flex items-start gap-2">
          <GroupBox id={id} name={name} form={form} texts={words} />
          <div class="min-w-0">
            <p class="font-medium wrap-anywhere text-body">{name}</p>
            <p class="text-xs wrap-anywhere text-muted">
              {plural(locale, words.messages, messages)} · {plural(locale, words.members, members)}
            </p>
          </div>
        </div>
      </Cell>
      <Cell heading={words.binDeleted}>
        <Time iso={deletedAt} locale={locale} />
        {deletedBy !== null && (
          <p class="text-xs wrap-anywhere text-muted">{format(words.binBy, { name: deletedBy })}</p>
        )}
      </Cell>
      <Cell heading={words.binErasedOn} class="md:whitespace-nowrap">
        <Time iso={erasedAt} locale={locale} look="day" />
      </Cell>
      <Cell>
        <div class="flex flex-wrap gap-2">
          <Form action={`/groups/restore/${id}`}>
            <Button data-working={words.restoring}>
              {words.restore}
              <span class="sr-only">: {name}</span>
            </Button>
          </Form>
          <ButtonLink href={`/groups/erase/${id}`}>
            {words.erase}
            <span class="sr-only">: {name}</span>
          </ButtonLink>
        </div>
      </Cell>
    </Row>
  );
}

interface EraseProps extends Pick<BinProps, "locale" | "texts"> {
  group: DeletedGroup;
  typed: string;
  errors: FormErrors;
}

/** Erasing cannot be undone, so the name has to be typed. */
export function ErasePage({ group, typed, errors, locale, texts }: EraseProps) {
  const { common, groups: words } = texts;
  const { id, name, messages } = group;
  return (
    <>
      <PageHeader title={format(words.eraseTitle, { name })} />
      <ErrorSummary errors={errors} labels={{ name: words.eraseName }} texts={common} />
      <Form action={`/groups/erase/${id}`} isTyped={false} class="max-w-2xl space-y-6">
        <Card>
          <p class="text-sm text-body">{plural(locale, words.eraseText, messages)}</p>
          <p class="text-sm font-medium wrap-anywhere text-body">{name}</p>
          <Field
            name="name"
            label={words.eraseName}
            hint={words.eraseNameHint}
            value={typed}
            error={errors["name"]}
            required
            autoComplete="off"
          />
        </Card>
        <FormActions>
          <ButtonLink href="/groups/deleted" cancels>
            {common.cancel}
          </ButtonLink>
          <Button look="danger" data-working={words.deleting}>
            {words.eraseConfirm}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}
