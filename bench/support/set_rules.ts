/** Everything that staff can set so that posts are checked, and that lets the load's own posts through. */
import type { Services } from "#core/context.ts";
import { writeMeta } from "#storage/meta.ts";
import { insertWordRule } from "#storage/word_rules.ts";

const ruleCount = 100;
const actions = ["mask", "refuse", "report"] as const;

/** In the first course and all its groups. */
export async function setRules({ db }: Services): Promise<void> {
  const at = new Date(0).toISOString();
  await db.transaction(async (tx) => {
    for (let number = 0; number < ruleCount; number++) {
      const isPattern = number % 2 === 1;
      await insertWordRule(tx, {
        id: `rule-${number}`,
        courseId: "first",
        kind: isPattern ? "pattern" : "words",
        searched: isPattern ? `solution (of|to) ${number}[.]\\d` : wordsOf(number),
        action: actions[number % actions.length]!,
        sentence: "",
        isLive: true,
        at,
      });
    }
    await writeMeta(tx, "word_rules", "bench");
    await tx.run`update conversations set mode = 'hold', hold_for = 'guests'`;
    await tx.run`
      insert into mutes (id, course_id, user_id, reason, until_at, created_at)
      select 'mute-' || id, 'first', id, '', ${at}, ${at} from users`;
  });
}

const wordsOf = (number: number) =>
  Array.from({ length: 10 }, (_, index) => `secret${number}x${index}`).join("\n");
