/** The ceiling: `Bun.serve` publishing what it receives, without a database. */
const server = Bun.serve<{ room: string }>({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request, self) {
    const room = new URL(request.url).searchParams.get("room") ?? "room";
    return self.upgrade(request, { data: { room } })
      ? undefined
      : new Response(null, { status: 426 });
  },
  websocket: {
    perMessageDeflate: false,
    open: (socket) => void socket.subscribe(socket.data.room),
    message: (socket, text) => void server.publish(socket.data.room, text, false),
  },
});
console.log(JSON.stringify({ port: server.port }));
