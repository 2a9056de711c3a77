/** What an answer may be packed with on its way (RFC 9110, sections 8.4.1 and 12.5.3). */
import { choicesOf } from "./weighted.ts";

export type Encoding = "br" | "gzip";

const namesOf: Record<Encoding, string[]> = { br: ["br"], gzip: ["gzip", "x-gzip"] };

/**
 * The one of those offered that the asker wants most, the first of several that are wanted alike.
 * @returns nothing where the plain answer is wanted more, and where none of them is acceptable
 */
export function wantedEncoding(
  acceptEncoding: string | undefined,
  offered: readonly Encoding[],
): Encoding | undefined {
  const weightOf = weights(acceptEncoding);
  const plain = weightOf(["identity"]);
  const [best] = offered
    .map((encoding) => ({ encoding, weight: weightOf(namesOf[encoding]) }))
    .toSorted((a, b) => b.weight - a.weight);
  return best && best.weight > 0 && best.weight >= plain ? best.encoding : undefined;
}

/** Whether the asker wants nothing that is not packed; one who says nothing takes anything. */
export function refusesPlain(acceptEncoding: string | undefined): boolean {
  return choicesOf(acceptEncoding).some(
    ({ value, weight }) => value === "identity" && weight === 0,
  );
}

/** What is not named is wanted as much as `*`, and without that not at all. */
function weights(acceptEncoding: string | undefined) {
  const choices = choicesOf(acceptEncoding);
  const weightOf = (names: string[]) => choices.find(({ value }) => names.includes(value))?.weight;
  return (names: string[]) => weightOf(names) ?? weightOf(["*"]) ?? 0;
}
