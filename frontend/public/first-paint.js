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
  var section = window.location.pathname.replace(/^\/([^/]*).*/, "$1");
  page.setAttribute("data-section", section);

  // The application begins when this is painted: it keeps a slow processor busy for longer than anyone likes to
  // look at nothing. In development the page itself begins it.
  var files = document.querySelector("meta[name=files]");
  if (files instanceof HTMLMetaElement) {
    /** @type {unknown} */
    var content = JSON.parse(files.content);
    var { application, pages } =
      /** @type {{ application: string, pages: Record<string, string[] | undefined> }} */ (content);
    document.addEventListener("DOMContentLoaded", function () {
      // A tab in the background is never painted.
      if (document.hidden) begin();
      else requestAnimationFrame(() => setTimeout(begin));
    });
  }

  function begin() {
    var script = document.createElement("script");
    script.type = "module";
    script.crossOrigin = "";
    script.src = application;
    document.head.append(script);
    // The application asks for these too, but only when it runs and knows what page it shows.
    (pages[section] ?? []).forEach(preload);
  }

  /** @param {string} file */
  function preload(file) {
    var link = document.createElement("link");
    var isStyle = file.endsWith(".css");
    link.rel = isStyle ? "preload" : "modulepreload";
    if (isStyle) link.as = "style";
    link.crossOrigin = "";
    link.href = file;
    document.head.append(link);
  }

  // The search of a list stays in the address when a form opens over it, as it does with the application.
  document.addEventListener("click", function (event) {
    var link = event.target instanceof Element && event.target.closest("[id^=first-paint-] a");
    if (!(link instanceof HTMLAnchorElement) || !section) return;
    if (link.pathname.startsWith("/" + section + "/")) {
      link.search = window.location.search;
    }
  });
})();
