// Sets the colour scheme before the first paint, so that a dark page never flashes white. A file and
// not inline, so that a content security policy can forbid inline scripts.
(function () {
  var chosen = null;
  try {
    chosen = window.localStorage.getItem("mantine-color-scheme-value");
  } catch {
    // Storage can be forbidden; the system's choice is then as good as any.
  }
  var dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  var scheme = chosen === "light" || chosen === "dark" ? chosen : dark ? "dark" : "light";
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
})();
