// The pad on a counter follows its counter: a finish brings the question, an answer anywhere takes it away.

import { watchLine } from "/shared/line.js";
import { follow, markOf } from "/shared/live.js";
import { attendQuestions } from "./asking.js";
import { connectionSign } from "./connection.js";
import { isRefetching, refetch } from "./parts.js";

const WITHOUT_NEWS_MILLISECONDS = 20000;
const WHILE_ASKING_MILLISECONDS = 2000;

const pad = document.querySelector("[data-pad]");
const look = attendQuestions(refresh);

async function refresh() {
  await refetch(pad.dataset.pad + location.search);
  // The next customer has a language of their own.
  if (location.search && pad.querySelector("[data-idle]")) history.replaceState(null, "", location.pathname);
  look();
}

watchLine(connectionSign(), refresh);
follow(pad.dataset.events, markOf(pad), (events) => {
  if (events.some((event) => event.counter === pad.dataset.counter)) refresh();
});
setInterval(refresh, WITHOUT_NEWS_MILLISECONDS);
// Of an answer on the customer's phone there is no news, for the clerk would hear it too: an open question looks itself.
setInterval(() => {
  if (pad.querySelector("[data-shown]") && !isRefetching()) refresh();
}, WHILE_ASKING_MILLISECONDS);
