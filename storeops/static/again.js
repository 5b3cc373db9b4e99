// After a fault a screen goes on by itself: once the server answers well again, never to the browser's own error page.

const { again, againSeconds } = document.body.dataset;

setInterval(async () => {
  const answers = await fetch(again, { cache: "no-store" }).then((response) => response.ok, () => false);
  if (answers) location.replace(again);
}, Number(againSeconds) * 1000);
