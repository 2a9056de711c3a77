import type { Role } from "#wire/views.ts";

/** Signing out ends a guest's access, so a guest is first shown the page that says so. */
export function signOutMethod(role: Role): "get" | "post" {
  return role === "guest" ? "get" : "post";
}
