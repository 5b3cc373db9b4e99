// The sign "connection lost". A stream that ends by plan is back within two seconds: that is no loss worth a word.

const PATIENCE_MILLISECONDS = 4000;

/** Returns a function to be told whether the connection is there; it shows and hides the page's sign. */
export function connectionSign() {
  const sign = document.querySelector("[data-connection]");
  let timer = null;
  return (isLive) => {
    if (isLive) {
      clearTimeout(timer);
      timer = null;
      sign.hidden = true;
    } else {
      timer ??= setTimeout(() => {
        sign.hidden = false;
      }, PATIENCE_MILLISECONDS);
    }
  };
}
