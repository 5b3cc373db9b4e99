// The one live stream of a browser's pages, in a worker that they share. It ends with the last of them.

import { makeHub } from "./feed_hub.js";

const ports = new Set();
const hub = makeHub((word) => ports.forEach((port) => port.postMessage(word)));

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data: wish }) => {
    if (wish === null) {
      ports.delete(port);
      if (ports.size === 0) hub.close();
      return;
    }
    ports.add(port);
    hub.join(wish, (word) => port.postMessage(word));
  };
};
