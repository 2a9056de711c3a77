/** How the list of groups looks. Chosen by the reader, for this browser. */
export interface ListLook {
  /** Groups with unread messages have a section of their own, above the others. */
  unreadFirst: boolean;
  /** Every group shows its newest message; otherwise only those with unread messages do. */
  twoLines: boolean;
}

export const usualLook: ListLook = { unreadFirst: true, twoLines: false };

export const lookCookie = "list_look";

/** The look as a cookie's value keeps it; what is unknown in it is left out. */
export function lookOf(text: string | undefined): ListLook {
  if (text === undefined) return usualLook;
  const words = text.split(".");
  return { unreadFirst: words.includes("unread"), twoLines: words.includes("two") };
}

export function lookText({ unreadFirst, twoLines }: ListLook): string {
  return [...(unreadFirst ? ["unread"] : []), ...(twoLines ? ["two"] : []), "own"].join(".");
}
