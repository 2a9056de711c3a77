import type { Person } from "#core/people/people.ts";
import { MailAddress } from "#ui/parts/mail_address.tsx";
import { Question, type QuestionProps } from "#ui/parts/question.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";

export type AskedAct = "code" | "disable" | "delete" | "role";

export interface PersonQuestionProps {
  act: AskedAct;
  person: Person;
  /** The role to change to. */
  to: "admin" | "user";
  cancelHref: string;
  /** Whether a link can be sent instead of a code. */
  sendsMails?: boolean;
  locale: Locale;
  texts: Texts;
}

interface Asked {
  title: string;
  said: string[];
  confirm: string;
  fields?: Record<string, string>;
  otherwise?: QuestionProps["otherwise"];
  isDangerous?: boolean;
}

/** What an act will do to this person, before it is done. */
export function PersonQuestion(props: PersonQuestionProps) {
  const { act, person, texts } = props;
  const { title, said, confirm, fields, otherwise, isDangerous } = askedBy[act](props);
  return (
    <Question
      title={format(title, { name: person.name })}
      action={`/users/${act}/${encodeURIComponent(person.id)}`}
      fields={fields}
      otherwise={otherwise}
      confirm={confirm}
      working={texts.users.working}
      isDangerous={isDangerous}
      cancelHref={props.cancelHref}
      texts={texts.common}
    >
      <p class="text-muted">
        <MailAddress of={person.email || person.username} />
      </p>
      {said.map((sentence) => (
        <p key={sentence}>{format(sentence, { name: person.name })}</p>
      ))}
    </Question>
  );
}

const askedBy: Record<AskedAct, (props: PersonQuestionProps) => Asked> = {
  code: ({ person, sendsMails, texts: { users, mail } }) => {
    const isMailed = sendsMails && person.email !== "";
    return {
      title: users.newCodeTitle,
      said: [
        users.newCodeLead,
        ...(person.lastSeenAt ? [users.newCodeEnds, users.newCodeReported] : []),
        ...(isMailed ? [format(mail.linkHint, { address: person.email })] : []),
      ],
      confirm: users.newCodeConfirm,
      ...(isMailed && { otherwise: { name: "by", value: "mail", label: mail.sendLink } }),
    };
  },
  disable: ({ person, locale, texts: { users } }) => ({
    title: users.disableTitle,
    said: [users.disableLead, plural(locale, users.keepsGroups, person.groupCount)],
    confirm: users.disable,
    isDangerous: true,
  }),
  delete: ({ person, locale, texts: { users } }) => ({
    title: users.deleteTitle,
    said: [plural(locale, users.losesGroups, person.groupCount), users.deleteText],
    confirm: users.delete,
    isDangerous: true,
  }),
  role: ({ person, to, locale, texts: { users } }) => {
    if (to === "admin") {
      return {
        title: users.staffTitle,
        said: [users.staffLead],
        confirm: users.makeStaff,
        fields: { to },
      };
    }
    const isGuest = person.role === "guest";
    return {
      title: users.studentTitle,
      said: [
        isGuest ? users.studentOfGuest : users.studentLead,
        plural(locale, users.keepsGroups, person.groupCount),
      ],
      confirm: users.makeStudent,
      fields: { to },
    };
  },
};
