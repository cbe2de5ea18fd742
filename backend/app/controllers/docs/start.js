SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  // The other validator is a web site: it would be sent this document.
  validatorUrl: null,
});
