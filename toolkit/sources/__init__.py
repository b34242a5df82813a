"""Source texts: Markdown with front matter in, `Document` out. The only room that knows markdown-it and YAML."""
