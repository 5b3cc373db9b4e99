// The sign that the line to the server is lost.

/** Returns a function to be told whether the line stands; it shows and hides the page's sign. */
export function connectionSign() {
  const sign = document.querySelector("[data-connection]");
  return (stands) => {
    sign.hidden = stands;
  };
}
