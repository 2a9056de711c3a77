import { PageHeader } from "#ui/parts/page_header.tsx";
import type { Visit } from "../http/visit.ts";
import { AskFor, Chapter } from "./chapter.tsx";

export function AccessibilityPage({ identity, texts }: Pick<Visit, "identity" | "texts">) {
  const words = texts.about.accessibilityPage;
  return (
    <>
      <PageHeader title={words.title} />
      <div class="max-w-3xl space-y-8">
        <p class="text-lg">{words.lead}</p>
        <Chapter title={words.done}>
          <ul class="list-disc space-y-2 pl-5">
            {words.doneList.map((done) => (
              <li key={done}>{done}</li>
            ))}
          </ul>
        </Chapter>
        <Chapter title={words.tested}>
          <p>{words.testedText}</p>
        </Chapter>
        <AskFor
          title={words.ask}
          text={identity.help ? words.askContact : words.askText}
          help={identity.help}
        />
      </div>
    </>
  );
}
