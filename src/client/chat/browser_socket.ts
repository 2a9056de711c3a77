import type { SessionSocket, SocketEvents } from "#sync/session_ports.ts";

/** Adapts a browser's WebSocket to the session. */
export function browserSocket(url: string, events: SocketEvents): SessionSocket {
  const socket = new WebSocket(url);
  socket.addEventListener("open", () => events.opened());
  socket.addEventListener("message", ({ data }) => {
    if (typeof data === "string") events.received(data);
  });
  socket.addEventListener("close", ({ code }) => events.closed(code));
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}
