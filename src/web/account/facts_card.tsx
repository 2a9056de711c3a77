import type { OwnFact } from "#core/roster/own_facts.ts";
import { numberKey } from "#core/roster/rows.ts";
import { Card } from "#ui/parts/card.tsx";
import type { Texts } from "#ui/text/catalogue.ts";

/** What teachers have imported about the reader. */
export function FactsCard({ facts, texts: { roster } }: { facts: OwnFact[]; texts: Texts }) {
  return (
    <Card title={roster.factsTitle}>
      <p class="text-sm text-muted">{roster.factsHint}</p>
      <dl class="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm max-[20rem]:grid-cols-1">
        {facts.map(({ courseId, courseName, key, value }) => (
          <>
            <dt key={`${courseId} ${key}`} class="wrap-anywhere text-muted">
              {key === numberKey ? roster.studentNumber : key}
              {courseName && `, ${courseName}`}
            </dt>
            <dd class="wrap-anywhere text-body">{value}</dd>
          </>
        ))}
      </dl>
    </Card>
  );
}
