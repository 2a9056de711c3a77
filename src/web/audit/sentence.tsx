import { Fragment } from "preact";
import type { ComponentChildren } from "preact";
import type { AuditEntry } from "#core/audit/audit_reading.ts";
import { PersonLink } from "#ui/parts/person_link.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { detailText } from "./detail_text.ts";

interface SentenceProps {
  entry: AuditEntry;
  locale: Locale;
  texts: Texts;
}

const places = ["who", "whom", "group", "course", "detail"] as const;
type Place = (typeof places)[number];

/** The sentence of an act; this version has none for a verb that another version recorded. */
function templateOf({ verb }: Pick<AuditEntry, "verb">, { audit }: Texts): string {
  const sentences: Partial<Record<string, string>> = audit.sentences;
  return sentences[verb] ?? `{who}: ${verb}`;
}

/** What each place says, as text. */
function textsAt({ entry, locale, texts }: SentenceProps): Record<Place, string> {
  const { audit } = texts;
  const { actorName, byOperator, conversation, course, detail, subject, verb } = entry;
  return {
    who: actorName ?? (byOperator ? audit.operator : audit.deletedUser),
    whom: subject?.name ?? audit.deletedSubject,
    group: conversation?.name ?? audit.deletedGroup,
    course: course?.name ?? "",
    detail: detail === null ? "" : detailText({ verb, detail }, locale, texts),
  };
}

/** The sentence as plain text, for a file. */
export function sentenceText(props: SentenceProps): string {
  const texts = textsAt(props);
  const filled = templateOf(props.entry, props.texts).replaceAll(/\{(\w+)\}/g, (place, name) =>
    isPlace(name) ? texts[name] : place,
  );
  return filled.replaceAll(/ {2,}/g, " ").trim();
}

/** What happened, with links to whom and what it was about. */
export function Sentence(props: SentenceProps) {
  const texts = textsAt(props);
  const parts = templateOf(props.entry, props.texts).split(/\{(\w+)\}/);
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index % 2 === 1 && isPlace(part) ? linked(props.entry, part, texts[part]) : part}
        </Fragment>
      ))}
    </>
  );
}

function isPlace(name: unknown): name is Place {
  return places.some((place) => place === name);
}

/** The name of something, as a link to it if the reader can follow it. */
function linked(entry: AuditEntry, place: Place, text: string): ComponentChildren {
  const { actorId, actorName, conversation, course, knowsActor, subject } = entry;
  const name = <bdi class="notranslate font-semibold">{text}</bdi>;
  if (place === "who")
    return actorName !== null && knowsActor ? <PersonLink id={actorId}>{name}</PersonLink> : name;
  if (place === "whom")
    return subject?.name && subject.isKnown ? (
      <PersonLink id={subject.id}>{name}</PersonLink>
    ) : (
      name
    );
  if (place === "group" && conversation?.name)
    return <PlaceLink href={`/conversations/${conversation.id}`}>{name}</PlaceLink>;
  if (place === "course" && course)
    return <PlaceLink href={`/courses/${course.id}`}>{name}</PlaceLink>;
  return place === "course" ? null : text;
}

function PlaceLink({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a href={href} class="hover:underline">
      {children}
    </a>
  );
}

/** What the sentence leaves out: a reason, a new role, the place. */
export function Rest(props: SentenceProps) {
  const { entry, texts } = props;
  const template = templateOf(entry, texts);
  const { course, conversation, detail, subject } = entry;
  const has = (place: Place) => template.includes(`{${place}}`);
  const parts: ComponentChildren[] = [];
  const isSaid = has("detail") || (has("course") && detail === course?.name);
  if (detail !== null && !isSaid) parts.push(textsAt(props).detail);
  if (subject?.name && !has("whom")) parts.push(linked(entry, "whom", subject.name));
  if (conversation?.name && !has("group")) parts.push(linked(entry, "group", conversation.name));
  if (course && !has("course")) parts.push(course.name);
  if (parts.length === 0) return null;
  return (
    <p class="text-list break-words text-muted">
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index > 0 && " · "}
          {part}
        </Fragment>
      ))}
    </p>
  );
}
