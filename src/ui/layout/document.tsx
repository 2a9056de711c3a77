import type { ComponentChildren } from "preact";
import type { Locale } from "../text/catalogue.ts";

/** The addresses of the icons of tab and home screen. */
export interface Brand {
  icon: string;
  /** The same with a dot, for scripts. */
  iconUnread: string;
  touchIcon: string;
  webManifest: string;
}

/** `system` follows the device. */
export type Theme = "light" | "dark" | "system";

export interface DocumentProps {
  title: string;
  locale: Locale;
  theme: Theme;
  /** The id of the person who is signed in. */
  person?: string;
  /** Whether shortcuts of a single key work. */
  singleKeys: boolean;
  /** The server's time. Devices' own clocks may be wrong. */
  nowMs: number;
  styles: string;
  icons: string;
  /** For an answer to a form: its address in the history, once it is left. */
  leftAs?: string;
  brand: Brand;
  scripts: string[];
  /** What the scripts import. */
  imports: string[];
  /** Data for the page's island, as JSON in the element `boot`. */
  boot?: unknown;
  children?: ComponentChildren;
}

export function Document(props: DocumentProps) {
  const {
    title,
    locale,
    theme,
    person,
    singleKeys,
    nowMs,
    styles,
    icons,
    leftAs,
    brand,
    scripts,
    imports,
    boot,
    children,
  } = props;
  return (
    <html
      lang={locale}
      data-theme={theme === "system" ? undefined : theme}
      data-person={person}
      data-single-keys={singleKeys ? undefined : "off"}
      data-now={nowMs}
      data-icons={icons}
      data-left-as={leftAs}
    >
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, interactive-widget=resizes-content"
        />
        <meta name="color-scheme" content={theme === "system" ? "light dark" : theme} />
        <link rel="icon" type="image/svg+xml" href={brand.icon} data-unread={brand.iconUnread} />
        <link rel="apple-touch-icon" href={brand.touchIcon} />
        <link rel="manifest" href={brand.webManifest} />
        <link rel="stylesheet" href={styles} />
        {imports.map((address) => (
          <link key={address} rel="modulepreload" href={address} />
        ))}
        {scripts.map((script) => (
          <script key={script} type="module" src={script} />
        ))}
      </head>
      <body>
        {children}
        {boot !== undefined && (
          <script
            id="boot"
            type="application/json"
            dangerouslySetInnerHTML={{ __html: safeJson(boot) }}
          />
        )}
      </body>
    </html>
  );
}

/** JSON that cannot close its script element, whatever people have written. */
function safeJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}
