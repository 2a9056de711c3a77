/** JSON Web Tokens (RFC 7519) for the API and sockets: HS256 only, bound to a session row. */
import { accountLimits } from "#wire/limits.ts";
import { jwtVerify, SignJWT } from "jose";
import type { Services } from "../context.ts";

export type TokenUse = "access" | "refresh";

const algorithm = "HS256";
const issuer = "team-chat";
const accessLifeSeconds = 3_600;
/** Accepts tokens of another machine whose clock is ahead by at most this much. */
const clockToleranceSeconds = 600;

export interface TokenSubject {
  userId: string;
  username: string;
  sessionId: string;
}

/** `user_id` and `username` are the claims that the original's clients read. */
export function signToken(
  { secrets, clock }: Pick<Services, "secrets" | "clock">,
  subject: TokenSubject,
  use: TokenUse,
): Promise<string> {
  const nowSeconds = Math.floor(clock.now() / 1000);
  const life = use === "access" ? accessLifeSeconds : accountLimits.sessionLifeMs / 1000;
  return new SignJWT({
    user_id: subject.userId,
    username: subject.username,
    sid: subject.sessionId,
    use,
  })
    .setProtectedHeader({ alg: algorithm, typ: "JWT" })
    .setIssuer(issuer)
    .setSubject(subject.userId)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + life)
    .sign(secrets.jwtKey);
}

/** @returns undefined for anything but one of our tokens for this use */
export async function verifyToken(
  { secrets, clock }: Pick<Services, "secrets" | "clock">,
  token: string,
  use: TokenUse,
): Promise<{ userId: string; sid: string } | undefined> {
  try {
    const { payload } = await jwtVerify(token, secrets.jwtKey, {
      algorithms: [algorithm],
      issuer,
      currentDate: new Date(clock.now()),
      requiredClaims: ["iat", "exp", "sub", "sid", "use"],
    });
    const { iat = Infinity, sub, sid, use: claimedUse } = payload;
    if (iat > clock.now() / 1000 + clockToleranceSeconds) return undefined;
    if (claimedUse !== use || typeof sub !== "string" || typeof sid !== "string") return undefined;
    return { userId: sub, sid };
  } catch {
    return undefined;
  }
}
