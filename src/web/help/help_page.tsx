import type { Identity } from "#ui/layout/identity.ts";
import { Badge } from "#ui/parts/badge.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import { ShortcutList, type ShortcutListProps } from "#ui/layout/shortcut_list.tsx";
import { chaptersFor, type HelpChapter, type Topic } from "./chapters.ts";
import { type PictureName, pictureOf, pictures } from "./pictures.ts";

export interface HelpPageProps {
  /** If signed in. */
  reader: ShortcutListProps["reader"];
  singleKeys: boolean;
  /** Whom people ask when they cannot help themselves. */
  contact: Identity["help"];
  /** The address of a picture by its name. */
  pictureUrl: (name: PictureName) => string;
  texts: Texts;
}

/** Everything on one page; the chapter of the reader's own role comes first. */
export function HelpPage({ reader, singleKeys, contact, pictureUrl, texts }: HelpPageProps) {
  const { help } = texts;
  // The staff of a course find what concerns them in the chapter of staff.
  const role = reader?.office ? "admin" : reader?.role;
  const chapters = chaptersFor(role);
  return (
    <>
      <PageHeader title={help.title} lead={help.lead} />
      <nav aria-label={help.title} class="flex flex-wrap gap-x-4 text-sm">
        {chapters.map(({ role: own }) => (
          <a key={own} href={`#${own}`} class={jump}>
            {help.chapters[own]}
          </a>
        ))}
        <a href="#shortcuts" class={jump}>
          {help.shortcuts.title}
        </a>
      </nav>
      {chapters.map((chapter) => (
        <Chapter
          key={chapter.role}
          chapter={chapter}
          isOwn={chapter.role === role}
          pictureUrl={pictureUrl}
          texts={texts}
        />
      ))}
      <section
        id="shortcuts"
        aria-labelledby="shortcuts-title"
        class="scroll-mt-4 space-y-4 border-t border-line pt-6"
      >
        <h2 id="shortcuts-title" class="text-xl font-semibold">
          {help.shortcuts.title}
        </h2>
        <ShortcutList reader={reader} singleKeys={singleKeys} texts={texts} wide />
      </section>
      {contact && (
        <p class="border-t border-line pt-6">
          {help.ask}{" "}
          <a href={contact.href} class="text-primary-text underline underline-offset-2">
            {contact.label}
          </a>
        </p>
      )}
    </>
  );
}

const jump =
  "inline-flex min-h-11 items-center text-primary-text underline underline-offset-2 sm:min-h-8";

interface ChapterProps extends Pick<HelpPageProps, "pictureUrl" | "texts"> {
  chapter: HelpChapter;
  isOwn: boolean;
}

function Chapter({ chapter: { role, topics, also }, isOwn, ...rest }: ChapterProps) {
  const { help } = rest.texts;
  return (
    <section
      id={role}
      aria-labelledby={`${role}-title`}
      class="scroll-mt-4 space-y-4 border-t border-line pt-6"
    >
      <h2 id={`${role}-title`} class="flex items-center gap-2 text-xl font-semibold">
        {help.chapters[role]}
        {isOwn && <Badge look="primary">{help.yours}</Badge>}
      </h2>
      <div class="-mb-6 columns-[24rem] gap-x-8">
        {topics.map((topic) => (
          <TopicText key={topic} topic={topic} {...rest} />
        ))}
      </div>
      {also && <p class="text-muted">{help[also]}</p>}
    </section>
  );
}

type TopicProps = Pick<HelpPageProps, "pictureUrl" | "texts"> & { topic: Topic };

function TopicText({ topic, pictureUrl, texts: { about, help } }: TopicProps) {
  const { title, text } = help.topics[topic];
  const name = pictureOf(topic);
  const picture = name && pictures[name];
  return (
    <div class={`break-inside-avoid space-y-1 pb-6 ${picture?.wide ? "[column-span:all]" : ""}`}>
      <h3 class="font-semibold">{title}</h3>
      <p class="max-w-prose text-muted">{text}</p>
      {topic === "oversight" && (
        <a href="/about/staff-access" class={jump}>
          {about.readsMore}
        </a>
      )}
      {picture && (
        <img
          src={pictureUrl(name)}
          alt={help.pictures[name]}
          width={picture.width}
          height={picture.height}
          loading="lazy"
          class="mt-3 h-auto max-w-full rounded border border-line"
        />
      )}
    </div>
  );
}
