// Which of the journal's news a public screen follows.

/** Whether an event moves a ticket, or stops tickets. Ratings, set-up and the like move nobody in the queue. */
export function isMove(event) {
  return event.state !== undefined || event.kind.startsWith("issuing_");
}
