// A plain broadcast loop on the `ws` package, without a database: what one would write first.
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
const rooms = new Map();
const accounts = new Map();

server.on("connection", (socket, request) => {
  const query = new URL(request.url, "http://host").searchParams;
  const names = query.getAll("room");
  const account = query.has("account") ? enter(socket, query) : undefined;
  for (const name of names) {
    if (!rooms.has(name)) rooms.set(name, new Set());
    rooms.get(name).add(socket);
  }
  socket.on("message", (data) => {
    for (const peer of rooms.get(names[0])) peer.send(data, { binary: false });
  });
  socket.on("close", () => {
    for (const name of names) rooms.get(name).delete(socket);
    if (account) leave(account, socket);
  });
});

/** Who is connected, with which sockets: the least that a chat has to know of its people. */
function enter(socket, query) {
  const id = query.get("account");
  if (!accounts.has(id)) {
    accounts.set(id, { id, name: query.get("name"), role: query.get("role"), sockets: new Set() });
  }
  const account = accounts.get(id);
  account.sockets.add(socket);
  socket.session = query.get("session");
  return account;
}

function leave(account, socket) {
  account.sockets.delete(socket);
  if (account.sockets.size === 0) accounts.delete(account.id);
}

server.on("listening", () => console.log(JSON.stringify({ port: server.address().port })));
