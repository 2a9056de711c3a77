// A plain broadcast loop on the `ws` package, without a database: what one would write first.
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
const rooms = new Map();

server.on("connection", (socket, request) => {
  const names = new URL(request.url, "http://host").searchParams.getAll("room");
  for (const name of names) {
    if (!rooms.has(name)) rooms.set(name, new Set());
    rooms.get(name).add(socket);
  }
  socket.on("message", (data) => {
    for (const peer of rooms.get(names[0])) peer.send(data, { binary: false });
  });
  socket.on("close", () => {
    for (const name of names) rooms.get(name).delete(socket);
  });
});

server.on("listening", () => console.log(JSON.stringify({ port: server.address().port })));
