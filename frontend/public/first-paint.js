// Runs before the first paint. A file and not inline, so that a content security policy can forbid
// inline scripts.
(function () {
  var page = document.documentElement;

  // The colour scheme, so that a dark page never flashes white.
  var chosen = null;
  try {
    chosen = window.localStorage.getItem("mantine-color-scheme-value");
  } catch {
    // Storage can be forbidden; the system's choice is then as good as any.
  }
  var dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  var scheme = chosen === "light" || chosen === "dark" ? chosen : dark ? "dark" : "light";
  page.setAttribute("data-mantine-color-scheme", scheme);

  // Of the beginnings of pages that the build puts into index.html, the one to show.
  page.setAttribute("data-section", window.location.pathname.replace(/^\/([^/]*).*/, "$1"));
})();
