/** Headers in which a client states its preferences (RFC 9110, section 12.4.2). */
export interface Choice {
  /** In lower case: a language, an encoding, a media type. */
  value: string;
  /** From 0, which means "not this", to 1. */
  weight: number;
}

const headerCharsMax = 1_000;

/** The choices in the order of the header, without those that have an invalid weight. */
export function choicesOf(header: string | undefined): Choice[] {
  return (header ?? "")
    .slice(0, headerCharsMax)
    .split(",")
    .map((part) => part.split(";").map((word) => word.trim().toLowerCase()))
    .map(([value = "", ...parameters]) => ({ value, weight: weightOf(parameters) }))
    .filter(({ weight }) => !Number.isNaN(weight));
}

/** @returns 1 if there is no weight, NaN if it is invalid */
function weightOf(parameters: string[]): number {
  const given = parameters.map((text) => /^q\s*=\s*(.*)$/.exec(text)?.[1]).find(Boolean);
  if (given === undefined) return 1;
  return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(given) ? Number(given) : Number.NaN;
}
