// Sets the color scheme before the first paint, so a dark page never flashes white. Not an inline script,
// because the Content Security Policy forbids those.
(function () {
  var scheme = null;
  try {
    scheme = window.localStorage.getItem("mantine-color-scheme-value");
  } catch {
    // If storage is blocked, use the system setting.
  }
  if (scheme !== "light" && scheme !== "dark") {
    scheme = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
})();
