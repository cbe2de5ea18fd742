"""Production artefacts: images and the built front end."""
