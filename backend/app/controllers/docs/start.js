// The color scheme is the one chosen in the UI, or the system's. It is set before the first paint.
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function setColorScheme() {
  const chosen = window.localStorage.getItem("mantine-color-scheme-value");
  const isDark = chosen === "dark" || (chosen !== "light" && dark.matches);
  document.documentElement.classList.toggle("dark-mode", isDark);
}

setColorScheme();
dark.addEventListener("change", setColorScheme);
window.addEventListener("storage", setColorScheme);

document.addEventListener("DOMContentLoaded", () => {
  SwaggerUIBundle({
    url: "openapi.json",
    dom_id: "#docs",
    deepLinking: true,
    // The other validator is a web site: it would be sent this document.
    validatorUrl: null,
  });
});
