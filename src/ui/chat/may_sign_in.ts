/** Not with an account that was disabled or deleted. */
export function maySignIn(reason: string): boolean {
  return reason === "signed_out" || reason === "expired";
}
