/** Whose chat this is, as pages show it. */
export interface Identity {
  name?: string;
  /** The address of the logo. */
  logo?: string;
  imprint?: string;
  privacy?: string;
  accessibility: string;
  /** Whom people ask when they cannot help themselves. */
  help?: { href: string; label: string };
}
