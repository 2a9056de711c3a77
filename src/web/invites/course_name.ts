import type { Visit } from "../http/visit.ts";

/** The only course has no name: who is invited to it is invited to the chat. */
export function courseNameOf({ identity, texts }: Visit, name: string): string {
  return name || identity.name || texts.common.productName;
}
