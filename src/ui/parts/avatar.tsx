/** Soft grounds with letters of the same colour; each pair is in palette.test.ts. */
const colours = [
  "bg-primary-soft text-primary-text",
  "bg-secondary-soft text-secondary-text",
  "bg-success-soft text-success-text",
  "bg-warning-soft text-warning-text",
  "bg-info-soft text-info-text",
  "bg-line text-body",
];

const sizes = {
  small: "size-7 text-2xs",
  medium: "size-9 text-list",
  large: "size-14 text-xl",
};

export interface AvatarProps {
  /** Decides the colour, so that a person has the same one everywhere. */
  id: string;
  name: string;
  size?: keyof typeof sizes;
}

/** Initials on a colour. Decorative: the name is beside it. */
export function Avatar({ id, name, size = "medium" }: AvatarProps) {
  const letters = initials(name);
  return (
    <span
      key={letters}
      aria-hidden="true"
      class={`notranslate inline-flex shrink-0 items-center justify-center rounded-full font-semibold select-none ${sizes[size]} ${colourOf(id)}`}
    >
      {letters}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word = "?") => (/[^\p{P}]/u.exec(word)?.[0] ?? "?").toUpperCase()).join("");
}

/** FNV-1a, folded, so that ids which differ in one place have unrelated colours. */
function colourOf(id: string): string {
  let hash = 0x811c9dc5;
  for (const character of id) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return colours[((hash ^ (hash >>> 16)) >>> 0) % colours.length]!;
}
