/** Who may write in a group: the page where it is set. */
import { getGroup } from "#core/groups/groups.ts";
import { holdChoiceIn } from "#core/groups/hold_people.ts";
import { modeView, setMode } from "#core/groups/modes.ts";
import { rightsIn } from "#core/groups/rights.ts";
import { Refusal } from "#core/refusals.ts";
import { isMild, modeNames } from "#wire/modes.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { format } from "#ui/text/format.ts";
import {
  chosenMode,
  ModeFields,
  modeAsChosen,
  modeInputOf,
  modeLabels,
} from "../groups/mode_fields.tsx";
import { flash } from "../http/flash.ts";
import {
  type FormErrors,
  FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";

/** @throws {Refusal} not_found; forbidden, for those who may change nothing about it */
export function showMode(visit: SignedInVisit): Promise<Response> {
  return show(visit, { form: new FormValues(), errors: {} });
}

/** @throws {Refusal} as `setMode` */
export async function submitMode(visit: SignedInVisit): Promise<Response> {
  const { c, context, services, texts } = visit;
  const id = pathId(visit);
  const form = await readForm(visit);
  return submitForm(
    visit,
    async () => {
      const set = await setMode(context, id, modeInputOf(form, services.clock.now()));
      const mode = texts.modes.names[set?.kind ?? "open"];
      flash(visit, "success", format(texts.modes.saved, { mode }));
      return c.redirect(`/conversations/${encodeURIComponent(id)}`, 303);
    },
    (errors, status) => show(visit, { form, errors, status }),
  );
}

interface Shown {
  form: FormValues;
  errors: FormErrors;
  status?: RefusedStatus;
}

async function show(visit: SignedInVisit, { form, errors, status }: Shown): Promise<Response> {
  const { context, locale, texts } = visit;
  const { common, groups, modes } = texts;
  const group = await getGroup(context, pathId(visit));
  const rights = await rightsIn(context, group.id);
  if (!rights.slow) throw new Refusal("forbidden", { reason: "mode_by_moderators" });
  const choice = rights.modes ? await holdChoiceIn(context, group.id) : undefined;
  const suggested = { ...modeAsChosen(modeView(group)), people: choice?.chosen ?? [] };
  const path = `/conversations/${encodeURIComponent(group.id)}`;
  return renderPage(visit, {
    title: format(modes.title, { name: group.name }),
    section: rights.members ? "groups" : "conversations",
    here: `${path}/mode`,
    status,
    content: (
      <>
        <PageHeader title={format(modes.title, { name: group.name })} lead={modes.lead} />
        <ErrorSummary errors={errors} labels={modeLabels(texts)} texts={common} />
        <Form action={`${path}/mode`} isTyped={status !== undefined} class="max-w-2xl space-y-6">
          <Card>
            <ModeFields
              chosen={chosenMode(form, suggested)}
              people={choice?.people}
              offered={rights.modes ? modeNames : modeNames.filter(isMild)}
              errors={errors}
              locale={locale}
              texts={texts}
            />
          </Card>
          <FormActions>
            <ButtonLink href={path} cancels>
              {common.cancel}
            </ButtonLink>
            <Button look="primary" data-working={groups.working}>
              {modes.save}
            </Button>
          </FormActions>
        </Form>
      </>
    ),
  });
}
