/**
 * Where to go after signing in: a path of ours, never another site. What browsers would read as a
 * host (`//host`, `/\host`) or as a scheme is not a path, nor is anything but printable ASCII.
 */
export function nextPath(wanted: string | undefined): string {
  if (!wanted || !/^\/(?![/\\])[!-[\]-~]*$/.test(wanted)) return "/conversations";
  if (wanted.startsWith("/auth/")) return "/conversations";
  return wanted;
}
