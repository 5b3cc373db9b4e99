// The pad on a counter follows its counter: a finish brings the question, an answer anywhere takes it away.

import { follow } from "/shared/live.js";
import { attendQuestions } from "./asking.js";
import { connectionSign } from "./connection.js";
import { refetch } from "./parts.js";

const WITHOUT_NEWS_MILLISECONDS = 20000;

const pad = document.querySelector("[data-pad]");
const look = attendQuestions(refresh);

async function refresh() {
  await refetch(pad.dataset.pad + location.search);
  // The next customer has a language of their own.
  if (location.search && pad.querySelector("[data-idle]")) history.replaceState(null, "", location.pathname);
  look();
}

follow(
  pad.dataset.events,
  Number(pad.dataset.seq),
  (events) => {
    // News of an answer names no counter: the clerk is not to know whose it was.
    if (events.some((event) => event.counter === pad.dataset.counter || event.kind === "rated")) refresh();
  },
  connectionSign(),
);
setInterval(refresh, WITHOUT_NEWS_MILLISECONDS);
