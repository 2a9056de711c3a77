/**
 * The original's mobile client as the network sees it: React Native, which keeps one cookie jar for
 * requests and sockets, and sends the socket's own address as its origin.
 */
import { expect } from "bun:test";
import type { TestRealtime, TestSocket } from "./realtime.ts";
import type { TestWeb } from "./web.ts";

export interface PhoneOptions {
  web: TestWeb;
  realtime: TestRealtime;
  /** The address of the socket that the app was built with. */
  wsUrl: string;
  /** The host that the app asks for tokens; defaults to the socket's. */
  webHost?: string;
}

export interface Phone {
  /**
   * Uses `POST /auth/token`, as the client does. @returns the account's id, from the token's claims
   */
  signIn(email: string, password: string): Promise<string>;
  /**
   * Opens the socket and joins a conversation. @throws when the server does not accept the socket
   */
  join(conversationId: string): Promise<TestSocket>;
  /** The phone's headers in the handshake. */
  handshake(): Record<string, string>;
}

export function makePhone({ web, realtime, wsUrl, webHost }: PhoneOptions): Phone {
  const { host, hostname, protocol } = new URL(wsUrl);
  const jar: { host: string; secure: boolean; pair: string }[] = [];
  let userId = "";
  const handshake = () => {
    const fitting = jar.filter(
      (cookie) => cookie.host === hostname && (!cookie.secure || protocol === "wss:"),
    );
    return {
      Host: host,
      Origin: originOf(wsUrl),
      ...(fitting.length > 0 && { Cookie: fitting.map(({ pair }) => pair).join("; ") }),
    };
  };
  return {
    handshake,
    async signIn(email, password) {
      const answer = await web.postJson("/auth/token", { email, password });
      expect(answer.status).toBe(200);
      for (const line of answer.headers.getSetCookie()) {
        // Of the host that set it, whatever its port; our cookies name no domain.
        expect(line).not.toMatch(/domain=/i);
        const secure = /; *secure/i.test(line);
        jar.push({ host: webHost ?? hostname, secure, pair: line.split(";")[0]! });
      }
      const { access_token: token = "" } = (await answer.json()) as Record<string, string>;
      const claims: unknown = JSON.parse(atob(token.split(".")[1]!));
      userId = (claims as { user_id: string }).user_id;
      return userId;
    },
    async join(convId) {
      const socket = await realtime.connect(undefined, { headers: handshake() });
      const timestamp = "2026-11-23T08:00:00Z";
      socket.sendText(
        JSON.stringify({ messageType: "IdMessage", senderId: userId, convId, timestamp }),
      );
      await socket.settle();
      return socket;
    },
  };
}

/** As React Native creates it (WebSocketModule, getDefaultOrigin): host and port as written. */
export function originOf(wsUrl: string): string {
  const [, secure = "", authority = ""] = /^ws(s?):\/\/([^/]+)/.exec(wsUrl) ?? [];
  return `http${secure}://${authority}`;
}
