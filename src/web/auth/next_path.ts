/**
 * Where to go after signing in: one of our paths, never another site. A path must be printable
 * ASCII, and must not be something that browsers read as a host (`//host`, `/\host`) or a scheme.
 */
export function nextPath(wanted: string | undefined): string {
  if (!wanted || !/^\/(?![/\\])[!-[\]-~]*$/.test(wanted)) return "/conversations";
  if (wanted.startsWith("/auth/")) return "/conversations";
  return wanted;
}
