/** Compressed encodings of an answer (RFC 9110, sections 8.4.1 and 12.5.3). */
import { choicesOf } from "./weighted.ts";

export type Encoding = "br" | "gzip" | "zstd";

const namesOf: Record<Encoding, string[]> = {
  br: ["br"],
  gzip: ["gzip", "x-gzip"],
  zstd: ["zstd"],
};

/**
 * The offered encoding that the client prefers; the first if several have the same weight.
 * @returns undefined if the client prefers the plain answer, or accepts none of them
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

/** Whether the client refuses uncompressed answers. Without the header it accepts anything. */
export function refusesPlain(acceptEncoding: string | undefined): boolean {
  return choicesOf(acceptEncoding).some(
    ({ value, weight }) => value === "identity" && weight === 0,
  );
}

/** An encoding that is not named has the weight of `*`, or 0 without that. */
function weights(acceptEncoding: string | undefined) {
  const choices = choicesOf(acceptEncoding);
  const weightOf = (names: string[]) => choices.find(({ value }) => names.includes(value))?.weight;
  return (names: string[]) => weightOf(names) ?? weightOf(["*"]) ?? 0;
}
