/** HAProxy in front of several servers, without TLS. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOutput } from "#tests/support/output.ts";
import { until } from "#tests/support/patience.ts";
import { programEnvironment, programPath } from "#tests/support/programs.ts";

type Behind = Record<"web" | "realtime", number[]>;

/** @param behind the ports of the web applications and of the socket servers */
export async function startBalancer(
  port: number,
  behind: Behind,
): Promise<{ stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-balancer-"));
  const file = join(folder, "haproxy.cfg");
  writeFileSync(file, configuration(port, behind));
  const child = Bun.spawn([programPath("haproxy"), "-db", "-f", file], {
    env: programEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = readOutput([child.stdout, child.stderr]);
  const isUp = () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  const ended = child.exited.then(() => {
    throw new Error(`HAProxy ended:\n${output.lines.join("\n")}`);
  });
  ended.catch(() => {});
  await Promise.race([until(isUp, "an answer through HAProxy"), ended]);
  return {
    async stop() {
      child.kill("SIGTERM");
      await child.exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As in deploy/haproxy.cfg, but for one machine. */
function configuration(port: number, behind: Behind): string {
  const servers = (name: keyof Behind) =>
    behind[name].map((at, index) => `    server ${name}${index + 1} 127.0.0.1:${at}`).join("\n");
  return `
global
    log stdout format raw local0 notice
defaults
    mode http
    timeout connect 2s
    timeout http-request 10s
    timeout client 60s
    timeout server 60s
    retries 3
    option redispatch 1
    option httpchk GET /readyz
    default-server check inter 1s fall 2 rise 2
frontend chat
    bind 127.0.0.1:${port}
    option forwardfor
    use_backend sockets if { path /ws }
    default_backend pages
backend pages
    balance roundrobin
${servers("web")}
backend sockets
    balance leastconn
    retry-on conn-failure 503
    timeout tunnel 120s
${servers("realtime")}
`;
}
