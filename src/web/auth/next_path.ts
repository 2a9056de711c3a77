/** Leads to the group that was used last. */
const start = "/";

/**
 * Where to go after signing in: one of our paths, never another site. A path must be printable
 * ASCII, and must not be something that browsers read as a host (`//host`, `/\host`) or a scheme.
 */
export function nextPath(wanted: string | undefined): string {
  const path = ownPath(wanted);
  return path === undefined || path.startsWith("/auth/") ? start : path;
}

/** The sign-in page that leads on to a path. */
export function signInPath(next: string): string {
  return `/auth/login?next=${encodeURIComponent(next)}`;
}

/** One of our paths, whichever, or undefined. */
export function ownPath(wanted: string | undefined): string | undefined {
  return wanted && /^\/(?![/\\])[!-[\]-~]*$/.test(wanted) ? wanted : undefined;
}
