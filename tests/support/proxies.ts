/**
 * Real proxies with the configurations of docs/OPERATING.md and deploy/, in which only ports, names
 * and paths differ.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert } from "#kit/assert.ts";
import { type Output, readOutput, within } from "./output.ts";
import { patienceMs } from "./patience.ts";
import { type Command, programEnvironment, programPath } from "./programs.ts";

export interface Behind {
  /** Where the proxy listens for TLS. */
  port: number;
  webPort: number;
  realtimePort: number;
}

export interface Proxy {
  /** The certificate of the proxy's issuer: the proxy itself. */
  certificate: string;
  /** Its output. */
  output: Output;
  stop(): Promise<void>;
}

export type StartProxy = (behind: Behind) => Promise<Proxy>;

export interface BehindBalancer {
  /** Where the balancer listens for TLS, and without. */
  port: number;
  plainPort: number;
  /** The ports of three machines, in the order of the configuration. */
  machines: Pick<Behind, "webPort" | "realtimePort">[];
}

/** The name in the documents; a certificate is created for the other. */
const documented = "chat.example.edu";
export const proxyName = "localhost";

const operating = readFileSync(join(import.meta.dir, "../../docs/OPERATING.md"), "utf8");

/** The first code block after these words in the document. @throws when there is none */
function blockAfter(words: string): string {
  const start = operating.indexOf(words);
  const block = /^```\w*\n(.*?)^```$/ms.exec(operating.slice(start))?.[1];
  if (start < 0 || !block) throw new Error(`docs/OPERATING.md has no code block after "${words}"`);
  return block;
}

type Placed<Where> = Where & { folder: string };
type Place = Placed<Behind>;

/** The document's configuration, adapted to this machine. */
function local(text: string, { folder, port, webPort, realtimePort }: Place): string {
  return text
    .replaceAll(documented, proxyName)
    .replaceAll("/etc/ssl/", `${folder}/`)
    .replaceAll(/\b127\.0\.0\.1:8080\b/g, `127.0.0.1:${realtimePort}`)
    .replaceAll(/\b127\.0\.0\.1:5000\b/g, `127.0.0.1:${webPort}`)
    .replaceAll(/(listen |bind )(?:\*?:)?443\b/g, `$1127.0.0.1:${port}`);
}

interface Recipe<Where> {
  command: Command;
  /** Files to write before the start. */
  files: (place: Placed<Where>) => Record<string, string>;
  args: (folder: string) => string[];
}

/** Starts the program in a folder of its own, and waits until it listens. */
function starter<Where extends { port: number } = Behind>({
  command,
  files,
  args,
}: Recipe<Where>): (where: Where) => Promise<Proxy> {
  return async (behind) => {
    const folder = mkdtempSync(join(tmpdir(), "team-chat-proxy-"));
    const certificate = await makeCertificate(folder);
    for (const [name, text] of Object.entries(files({ ...behind, folder }))) {
      writeFileSync(join(folder, name), text);
    }
    const child = Bun.spawn([programPath(command), ...args(folder)], {
      cwd: folder,
      // Caddy stores its data below these.
      env: {
        ...programEnvironment(),
        HOME: folder,
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = readOutput([child.stdout, child.stderr]);
    const ended = child.exited.then(async (code) => {
      await output.ended;
      throw new Error(`${command} ended with ${code}:\n${output.lines.join("\n")}`);
    });
    await Promise.race([listening(behind.port, () => output.lines.join("\n")), ended]);
    ended.catch(() => {});
    return {
      certificate,
      output,
      async stop() {
        child.kill("SIGTERM");
        await child.exited;
        rmSync(folder, { recursive: true, force: true });
      },
    };
  };
}

async function listening(port: number, tell: () => string): Promise<void> {
  const answers = async () => {
    for (;;) {
      try {
        (await Bun.connect({ hostname: "127.0.0.1", port, socket: { data() {} } })).end();
        return;
      } catch {
        await Bun.sleep(20);
      }
    }
  };
  await within(answers(), patienceMs, tell);
}

/** Writes a certificate that nobody has signed, as `<name>.pem` and `<name>.key`, and returns it. */
export async function makeCertificate(folder: string, name = proxyName): Promise<string> {
  const file = (end: string) => join(folder, `${name}.${end}`);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const subject = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`];
  const outputs = ["-keyout", file("key"), "-out", file("pem"), "-days", "2"];
  const child = Bun.spawn(
    [programPath("openssl"), "req", "-x509", ...key, ...subject, ...outputs],
    { env: programEnvironment(), stdio: ["ignore", "ignore", "pipe"] },
  );
  const said = await new Response(child.stderr).text();
  if ((await child.exited) !== 0) throw new Error(`openssl made no certificate:\n${said}`);
  const certificate = readFileSync(file("pem"), "utf8");
  writeFileSync(file("both.pem"), certificate + readFileSync(file("key"), "utf8"));
  return certificate;
}

/** The settings of Debian's own file around the server blocks, with every path in the folder. */
function nginxConf(folder: string, servers: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const paths = temporary.map((name) => `${name}_temp_path ${folder}/${name};`);
  return `
daemon off;
${process.getuid?.() === 0 ? "user root;" : ""}
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr;
events { worker_connections 768; }
http {
  gzip on;
  access_log off;
  ${paths.join("\n  ")}
  ${servers}
}
`;
}

function nginx(servers: (place: Place) => string): StartProxy {
  return starter({
    command: "nginx",
    files: (place) => ({ "nginx.conf": nginxConf(place.folder, servers(place)) }),
    args: (folder) => ["-e", "stderr", "-p", folder, "-c", join(folder, "nginx.conf")],
  });
}

const nginxServer = (place: Place) => local(blockAfter("\nnginx:\n"), place);

export const startNginx = nginx(nginxServer);

/**
 * A configuration of operators who never read our document: a connection per request, closed by us.
 */
export const startPlainNginx = nginx((place) =>
  nginxServer(place).replaceAll(/^ *(proxy_http_version|proxy_set_header Connection "").*$/gm, ""),
);

/** With a load balancer in front, on this machine, so every client here is the load balancer. */
export const startSecondNginx = nginx((place) => {
  const lines = blockAfter("name the load balancer's addresses").replace(
    /set_real_ip_from [^;]+/,
    "set_real_ip_from 127.0.0.1",
  );
  return nginxServer(place).replace(/^}/m, `${lines}}`);
});

/** Without its admin interface, and without requesting certificates. */
export const startCaddy = starter({
  command: "caddy",
  files(place) {
    const site = local(blockAfter(" Caddy:\n"), place);
    const tls = `tls ${place.folder}/${proxyName}.pem ${place.folder}/${proxyName}.key`;
    const own = site.replace(`${proxyName} {`, `https://${proxyName}:${place.port} {\n\t${tls}`);
    return { Caddyfile: `{\n\tadmin off\n\tauto_https off\n}\n${own}` };
  },
  args: (folder) => ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")],
});

/**
 * Below the sections of Debian's package; each change of a server's health is a line in the log.
 */
export const startHaproxy = starter({
  command: "haproxy",
  files: (place) => ({
    "haproxy.cfg": `
global
    log stdout format raw local0
defaults
    log global
    option log-health-checks
    mode http
    timeout connect 5000
    timeout client 50000
    timeout server 50000

${local(blockAfter("\nHAProxy, below the `global` and `defaults` sections"), place)}
`,
  }),
  args: (folder) => ["-db", "-f", join(folder, "haproxy.cfg")],
});

const balancer = readFileSync(join(import.meta.dir, "../../deploy/haproxy.cfg"), "utf8");

/** deploy/haproxy.cfg, whose machines have their ports at this one. */
export const startBalancer = starter<BehindBalancer>({
  command: "haproxy",
  files: (place) => ({ "haproxy.cfg": localBalancer(place) }),
  args: (folder) => ["-db", "-f", join(folder, "haproxy.cfg")],
});

/** @throws when the file names other machines */
function localBalancer({ folder, port, plainPort, machines }: Placed<BehindBalancer>): string {
  let text = balancer
    .replaceAll(documented, proxyName)
    .replaceAll("/etc/ssl/", `${folder}/`)
    .replace("bind :80\n", `bind 127.0.0.1:${plainPort}\n`)
    .replace("bind :443 ", `bind 127.0.0.1:${port} `);
  for (const [index, { webPort, realtimePort }] of machines.entries()) {
    const address = `10.89.0.1${index + 1}`;
    text = text
      .replace(`${address}:5000`, `127.0.0.1:${webPort}`)
      .replace(`${address}:8080`, `127.0.0.1:${realtimePort}`);
  }
  assert(!text.includes("10.89.0."), "deploy/haproxy.cfg names other machines");
  // Only root can become another user.
  return process.getuid?.() === 0 ? text : text.replaceAll(/^ *(user|group) .*\n/gm, "");
}
