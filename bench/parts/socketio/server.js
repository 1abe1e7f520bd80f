// The peer: Socket.IO with its Redis adapter, WebSocket only, no compression. Arguments: port, Redis's socket.
const { createServer } = require('http');
const { Server } = require('socket.io');
const { createAdapter } = require('@socket.io/redis-adapter');
const { createClient } = require('redis');

(async () => {
  const pub = createClient({ socket: { path: process.argv[3] } });
  const sub = pub.duplicate();
  await pub.connect();
  await sub.connect();
  const http = createServer();
  const io = new Server(http, { adapter: createAdapter(pub, sub), perMessageDeflate: false, transports: ['websocket'] });
  io.on('connection', (socket) => {
    socket.join('user.' + socket.handshake.query.uid);
    socket.join('all');
  });
  http.listen(Number(process.argv[2]), '127.0.0.1');
})();
