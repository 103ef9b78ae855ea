// Follows a tournament: every event after a number, in order, each once, over lost connections and restarts.
//
//   import { follow } from "/static/follow.js";
//   const stop = follow("/ws/tournament/cup", { after: 0, event: (frame) => …, state: (word) => …, lost: (code) => … });
//
// `state` hears "live" and "waiting"; `lost` hears why there is nothing more to follow (4404 there is no such
// tournament, 4409 the server has another history: load again). `ticket` answers a promise of one, for whoever signs in.
export function follow(address, { after = 0, event, state = () => {}, lost = () => {}, ticket }) {
  let socket;
  let waiting;
  let tries = 0;
  let stopped = false;
  const connect = () => {
    const url = new URL(address, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    url.searchParams.set("after", after);
    socket = new WebSocket(url);
    socket.onopen = async () => {
      tries = 0;
      state("live");
      if (ticket) socket.send(JSON.stringify({ type: "auth", ticket: await ticket() }));
    };
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === "ping") socket.send('{"type":"pong"}');
      if (frame.type !== "event" || frame.seq <= after) return;
      after = frame.seq;
      event(frame);
    };
    socket.onclose = ({ code }) => {
      if (stopped) return;
      if (code === 4404 || code === 4409) return lost(code);
      state("waiting");
      waiting = setTimeout(connect, Math.min(15000, 500 * 2 ** tries++) * (0.75 + Math.random() / 2));
    };
  };
  connect();
  return () => {
    stopped = true;
    clearTimeout(waiting);
    socket.close();
  };
}
