/** Not with an account that was disabled or deleted. */
export function maySignIn(reason: string): reason is "signed_out" | "expired" {
  return reason === "signed_out" || reason === "expired";
}
