import { type LogPosition, positionText } from "#storage/log_position.ts";
import type { Services } from "../context.ts";

/**
 * A position in the log as clients may know it: they can tell whether two are the same, but not how
 * much has been written between them.
 */
export function logMark({ secrets }: Pick<Services, "secrets">, position: LogPosition): string {
  return new Bun.CryptoHasher("sha256", secrets.jwtKey)
    .update(`log mark ${positionText(position)}`)
    .digest("base64url")
    .slice(0, 12);
}
