/** Whether teachers issue one-time codes, below the list of people. */
import { allowTeacherCodes, type TeacherCodes } from "#core/identity/teacher_codes.ts";
import { Button } from "#ui/parts/button.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import type { SignedInVisit } from "../http/visit.ts";

export async function doTeacherCodes(visit: SignedInVisit): Promise<Response> {
  const { users } = visit.texts;
  const allowed = (await readForm(visit)).text("allowed") === "yes";
  await allowTeacherCodes(visit.context, allowed);
  flash(visit, "success", allowed ? users.teacherCodesAllowed : users.teacherCodesForbidden);
  return visit.c.redirect("/users", 303);
}

/** Nothing, while there are no teachers but the admins. */
export function TeacherCodesForm({
  codes: { allowed, concernsAnyone },
  texts: { users },
}: {
  codes: TeacherCodes;
  texts: Texts;
}) {
  if (!concernsAnyone) return null;
  return (
    <section class="flex max-w-3xl flex-wrap items-center justify-between gap-3 border-t border-line pt-4 text-sm">
      <div class="min-w-0 flex-1 basis-64">
        <h2 class="font-medium text-body">{users.teacherCodes}</h2>
        <p class="text-muted">{allowed ? users.teacherCodesOn : users.teacherCodesOff}</p>
      </div>
      <form method="post" action="/users/teacher-codes" class="max-sm:w-full">
        <input type="hidden" name="allowed" value={allowed ? "no" : "yes"} />
        <Button class="w-full">
          {allowed ? users.teacherCodesForbid : users.teacherCodesAllow}
        </Button>
      </form>
    </section>
  );
}
