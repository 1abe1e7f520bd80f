// Publishes through a second Socket.IO node on the same adapter. Argument: Redis's socket. Orders as publish.py reads.
const readline = require('readline');
const { Server } = require('socket.io');
const { createAdapter } = require('@socket.io/redis-adapter');
const { createClient } = require('redis');

const seconds = () => performance.timeOrigin / 1000 + performance.now() / 1000;

(async () => {
  const pub = createClient({ socket: { path: process.argv[2] } });
  const sub = pub.duplicate();
  await pub.connect();
  await sub.connect();
  const io = new Server({ adapter: createAdapter(pub, sub) });
  setTimeout(() => console.log('ready'), 300);

  readline.createInterface({ input: process.stdin }).on('line', (line) => {
    const [mode, eventsText, rateText, ids, pad] = line.split(' ');
    const [events, rate, people] = [+eventsText, +rateText, ids.split(',')];
    const [start, cpu, burst] = [seconds(), process.cpuUsage(), mode === 'burst' ? 10 : 1];
    let sent = 0;
    (function tick() {
      const due = Math.min(events, Math.floor((seconds() - start) * rate / burst) * burst);
      for (let n = 0; sent < due && n < 50; n++, sent++) {
        const body = { t: seconds(), pad: 'x'.repeat(+pad) };
        if (mode === 'all') io.to('all').emit('e', body);
        else if (mode === 'one') io.to('user.' + people[0]).emit('e', body);
        else {
          const first = Math.floor(sent / burst) * 37;
          const rooms = [];
          for (let k = 0; k < 100; k++) rooms.push('user.' + people[(first + k) % people.length]);
          io.to(rooms).emit('e', body);
        }
      }
      if (sent < events) return setTimeout(tick, 1);
      const used = process.cpuUsage(cpu);
      console.log('done ' + (used.user + used.system));
    })();
  });
})();
