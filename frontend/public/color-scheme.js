// Sets the color scheme before the first paint, so that a dark page never flashes white. A file and not inline, so
// that a content security policy can forbid inline scripts.
(function () {
  var scheme = null;
  try {
    scheme = window.localStorage.getItem("mantine-color-scheme-value");
  } catch {
    // Storage can be forbidden: the system's setting counts then.
  }
  if (scheme !== "light" && scheme !== "dark") {
    scheme = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
})();
