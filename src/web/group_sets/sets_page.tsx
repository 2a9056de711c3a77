import type { OwnCourse } from "#core/courses/own_courses.ts";
import { isOpen } from "#core/courses/own_courses.ts";
import type { GroupSet } from "#core/groups/group_sets.ts";
import { DragHandle } from "#ui/groups/drag_handle.tsx";
import { type GroupStep, MoveForm } from "#ui/groups/move_form.tsx";
import { OrderStatus } from "#ui/groups/order_status.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { CutName } from "#ui/parts/cut_name.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { Field } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { MenuButton, MenuLink, RowMenu } from "#ui/parts/row_menu.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";
import type { FormErrors } from "../http/form.ts";

export interface ListedSet extends GroupSet {
  /** The ids of those in it. */
  groups: string[];
}

export interface SetsPageProps {
  course: OwnCourse;
  isOnly: boolean;
  /** In order. */
  sets: ListedSet[];
  /** The address of this page. */
  path: string;
  back: string;
  /** The set that a form has just moved, and its direction. */
  moved?: { id: string; by: GroupStep };
  typed: { name: string; errors: FormErrors };
  locale: Locale;
  texts: Texts;
}

/** The list of a course's sets. */
export function SetsPage(props: SetsPageProps) {
  const { course, sets, path, back, typed, texts } = props;
  const { sets: words, common, groups } = texts;
  return (
    <>
      <PageHeader title={words.title} lead={words.lead}>
        <ButtonLink href={back}>{groups.title}</ButtonLink>
      </PageHeader>
      <ErrorSummary errors={typed.errors} labels={{ name: words.name }} texts={common} />
      {isOpen(course) && (
        <Card>
          <Form action={path} class="flex flex-wrap items-end gap-3">
            <div class="min-w-[min(100%,16rem)] flex-1">
              <Field
                name="name"
                label={words.name}
                hint={words.nameHint}
                value={typed.name}
                error={typed.errors["name"]}
                autoComplete="off"
                required
              />
            </div>
            <Button look="primary" data-working={words.working}>
              {words.create}
            </Button>
          </Form>
        </Card>
      )}
      {sets.length === 0 ? (
        <EmptyState title={words.emptyTitle} text={words.emptyText} />
      ) : (
        <Sets {...props} />
      )}
    </>
  );
}

function Sets(props: SetsPageProps) {
  const { course, sets, moved, texts } = props;
  const { groups, sets: words } = texts;
  const action = `/courses/${encodeURIComponent(course.id)}/set-order`;
  return (
    <div>
      <ol
        id="sets"
        aria-label={words.listLabel}
        data-order={isOpen(course) ? action : undefined}
        data-moved={groups.moved}
        data-failed={groups.moveFailed}
        class="group divide-y divide-line rounded border border-line"
      >
        {sets.map((set, index) => (
          <SetRow
            key={set.id}
            {...props}
            set={set}
            place={index + 1}
            movedBy={moved?.id === set.id ? moved.by : undefined}
          />
        ))}
      </ol>
      <OrderStatus texts={texts} />
    </div>
  );
}

interface RowProps extends SetsPageProps {
  set: ListedSet;
  /** From 1. */
  place: number;
  movedBy?: GroupStep;
}

function SetRow(props: RowProps) {
  const { course, isOnly, set, place, locale, texts } = props;
  const { id, name, groups } = set;
  const query = new URLSearchParams({ ...(!isOnly && { course: course.id }), set: id });
  return (
    <li
      data-group={id}
      data-name={name}
      class="relative flex min-h-12 scroll-my-24 items-center gap-1 bg-raised pr-1 first:rounded-t last:rounded-b hover:bg-hover sm:gap-2 [&.dragging]:z-10 [&.dragging]:shadow [&.dragging]:outline-2 [&.dragging]:outline-primary"
    >
      {isOpen(course) && <DragHandle title={format(texts.groups.dragGroup, { name })} />}
      <span data-place class="w-6 shrink-0 text-right text-xs text-muted even-digits">
        {place}
      </span>
      <div class="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-4 px-2 py-2">
        <a
          href={`/groups?${query}`}
          class="group/row flex min-w-0 text-sm font-medium text-body after:absolute after:inset-0 max-sm:w-full max-sm:text-base sm:flex-1"
        >
          <CutName name={name} />
        </a>
        <span class="text-xs text-muted">{plural(locale, texts.sets.groups, groups.length)}</span>
      </div>
      {isOpen(course) && <Acts {...props} />}
    </li>
  );
}

function Acts({ course, set, sets, path, place, movedBy, texts }: RowProps) {
  const { groups, sets: words } = texts;
  const own = `${path}/${encodeURIComponent(set.id)}`;
  return (
    <RowMenu label={format(groups.actsOf, { name: set.name })} isOpen={movedBy !== undefined}>
      <MenuLink href={own} icon="Pencil">
        {words.rename}
      </MenuLink>
      <MoveForm
        id={set.id}
        action={`/courses/${encodeURIComponent(course.id)}/set-order`}
        place={place}
        count={sets.length}
        movedBy={movedBy}
        texts={groups}
      />
      {set.groups.length > 0 && (
        <li>
          <form method="post" action={`/courses/${encodeURIComponent(course.id)}/group-acts`}>
            <input type="hidden" name="act" value="copy" />
            {set.groups.map((id) => (
              <input key={id} type="hidden" name="group" value={id} />
            ))}
            <MenuButton icon="Copy">{words.copy}</MenuButton>
          </form>
        </li>
      )}
      <MenuLink href={`${own}/remove`} icon="Trash2" asks isDangerous>
        {words.remove}
      </MenuLink>
    </RowMenu>
  );
}

interface RenameProps {
  title: string;
  name: string;
  errors: FormErrors;
  /** The address of the list. */
  path: string;
  id: string;
  texts: Texts;
}

/** The form for the name of a set. */
export function RenamePage({ title, name, errors, path, id, texts }: RenameProps) {
  const { common, sets: words } = texts;
  return (
    <>
      <PageHeader title={title} />
      <ErrorSummary errors={errors} labels={{ name: words.newName }} texts={common} />
      <Form action={`${path}/${encodeURIComponent(id)}`} class="max-w-2xl space-y-6">
        <Card>
          <Field
            name="name"
            label={words.newName}
            value={name}
            error={errors["name"]}
            autoComplete="off"
            required
          />
        </Card>
        <FormActions>
          <ButtonLink href={path} cancels>
            {common.cancel}
          </ButtonLink>
          <Button look="primary" data-working={words.working}>
            {words.save}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}
