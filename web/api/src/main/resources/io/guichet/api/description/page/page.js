// Credentials that are typed in stay in this page: nothing is kept when it is closed.
SwaggerUIBundle({
  url: 'openapi',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  filter: true,
  persistAuthorization: false,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
