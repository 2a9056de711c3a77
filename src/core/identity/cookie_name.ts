/**
 * The name of the session cookie. Under https the prefix makes browsers refuse it from any other
 * host or path (RFC 6265bis, section 4.1.3.2).
 */
export function sessionCookieName(secure: boolean): string {
  return secure ? "__Host-session" : "session";
}
