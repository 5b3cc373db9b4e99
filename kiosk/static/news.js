// Which of the journal's news a public screen follows.

/** Whether an event moves a ticket. Ratings, set-up and the like move nobody in the queue. */
export function isMove(event) {
  return event.state !== undefined;
}
