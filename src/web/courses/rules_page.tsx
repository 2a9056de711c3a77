import { ruleActions, ruleKinds, type WordRule } from "#core/rules/word_rules.ts";
import { ruleName } from "#core/rules/rule_name.ts";
import { Badge } from "#ui/parts/badge.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { AreaField, Field } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { RadioField } from "#ui/parts/radio_field.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import type { FormErrors } from "../http/form.ts";

interface RulesProps {
  rules: WordRule[];
  courseId: string;
  path: string;
  texts: Texts;
}

/** All rules of a course, with what they do. */
export function RulesPage({ rules, courseId, path, texts }: RulesProps) {
  const { rules: words } = texts;
  return (
    <>
      <PageHeader title={words.title} lead={words.lead}>
        <ButtonLink href={`/courses/${encodeURIComponent(courseId)}/new-rule`} look="primary">
          {words.create}
        </ButtonLink>
      </PageHeader>
      {rules.length === 0 ? (
        <EmptyState title={words.emptyTitle} text={words.emptyText} />
      ) : (
        <ul
          aria-label={words.listLabel}
          class="max-w-4xl divide-y divide-line rounded border border-line bg-raised"
        >
          {rules.map((rule) => (
            <li key={rule.id} class="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <State rule={rule} texts={texts} />
              <span class="text-sm text-muted">{words.actions[rule.action]}</span>
              <a
                href={`${path}/${encodeURIComponent(rule.id)}`}
                dir="auto"
                class="notranslate min-w-0 flex-1 basis-60 py-1.5 wrap-anywhere text-primary-text underline underline-offset-2"
              >
                {ruleName(rule.searched)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function State({ rule, texts: { rules } }: { rule: WordRule; texts: Texts }) {
  return rule.isLive === 1 ? (
    <Badge look="primary">{rules.live}</Badge>
  ) : (
    <Badge>{rules.draft}</Badge>
  );
}

export interface RuleFields {
  kind: string;
  searched: string;
  action: string;
  sentence: string;
}

interface RuleFormProps {
  courseId: string;
  fields: RuleFields;
  isTyped: boolean;
  errors: FormErrors;
  texts: Texts;
}

/** The form of a new rule. */
export function NewRulePage({ path, ...form }: RuleFormProps & { path: string }) {
  const { rules } = form.texts;
  const action = `/courses/${encodeURIComponent(form.courseId)}/new-rule`;
  return (
    <>
      <PageHeader title={rules.createTitle} lead={rules.lead} />
      <RuleForm {...form} action={action} back={path} />
    </>
  );
}

interface RulePageProps extends RuleFormProps {
  rule: WordRule;
  /** Of all rules. */
  list: string;
  path: string;
}

/** A rule: whether it counts, and the form that changes it. */
export function RulePage({ rule, list, path, ...form }: RulePageProps) {
  const { rules, groups } = form.texts;
  const isLive = rule.isLive === 1;
  return (
    <>
      <PageHeader title={rules.ruleTitle}>
        <ButtonLink href={list}>{rules.back}</ButtonLink>
      </PageHeader>
      <div class="flex max-w-2xl flex-wrap items-center gap-3">
        <State rule={rule} texts={form.texts} />
        <SwitchForm rule={rule} path={path} texts={form.texts} />
        <ButtonLink href={`${path}/rehearsal`}>{rules.rehearse}</ButtonLink>
        {!isLive && (
          <Form action={`${path}/delete`}>
            <Button data-working={groups.working}>{rules.remove}</Button>
          </Form>
        )}
      </div>
      <p class="max-w-2xl text-sm text-muted">{rules.rehearseHint}</p>
      <RuleForm {...form} action={path} back={list} version={rule.version} />
    </>
  );
}

/** Switches a rule on or off. */
export function SwitchForm({ rule, path, texts }: Pick<RulePageProps, "rule" | "path" | "texts">) {
  const { rules, groups } = texts;
  const isLive = rule.isLive === 1;
  return (
    <Form action={`${path}/switch`}>
      <input type="hidden" name="version" value={rule.version} />
      <input type="hidden" name="live" value={isLive ? "off" : "on"} />
      <Button look={isLive ? "secondary" : "primary"} data-working={groups.working}>
        {isLive ? rules.switchOff : rules.switchOn}
      </Button>
    </Form>
  );
}

interface FormProps extends RuleFormProps {
  action: string;
  back: string;
  /** Of a rule that exists. */
  version?: number;
}

function RuleForm({ action, back, version, fields, errors, isTyped, texts }: FormProps) {
  const { rules, common, groups } = texts;
  const labels = {
    kind: rules.kind,
    searched: rules.searched,
    action: rules.action,
    sentence: rules.sentence,
  };
  return (
    <>
      <ErrorSummary errors={errors} labels={labels} texts={common} />
      <Form action={action} asks isTyped={isTyped} class="max-w-2xl space-y-6">
        {version !== undefined && <input type="hidden" name="version" value={version} />}
        <Card>
          <RadioField
            name="kind"
            legend={rules.kind}
            value={fields.kind}
            options={ruleKinds.map((value) => ({ value, label: rules.kinds[value] }))}
          />
          <AreaField
            name="searched"
            label={rules.searched}
            hint={rules.searchedHint}
            value={fields.searched}
            error={errors["searched"]}
            rows={4}
          />
          <RadioField
            name="action"
            legend={rules.action}
            value={fields.action}
            options={ruleActions.map((value) => ({
              value,
              label: `${rules.actions[value]}: ${rules.actionHints[value]}`,
            }))}
          />
          <Field
            name="sentence"
            label={rules.sentence}
            hint={rules.sentenceHint}
            value={fields.sentence}
            error={errors["sentence"]}
            autoComplete="off"
          />
        </Card>
        {version !== undefined && <p class="text-sm text-muted">{rules.saveHint}</p>}
        <FormActions>
          <ButtonLink href={back} cancels>
            {common.cancel}
          </ButtonLink>
          <Button
            look={version === undefined ? "primary" : "secondary"}
            data-working={groups.working}
          >
            {rules.saveDraft}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}
