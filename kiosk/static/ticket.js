// The question below a new ticket. The screen returns to its start in its own time, answered or not.

import { attendQuestions } from "./asking.js";
import { refetch } from "./parts.js";

const look = attendQuestions(refresh);

async function refresh() {
  await refetch(document.querySelector("[data-question]").dataset.question);
  look();
}
