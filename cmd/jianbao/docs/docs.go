// Package docs holds the documentation that the program prints, in Chinese and
// English: topics, as Markdown that is also readable on the web, and explanations of
// the commonest messages. It renders both for a terminal.
package docs

import (
	"embed"
	"io/fs"
	"strings"

	"jianbao/content/diag"
)

//go:embed zh/*.md en/*.md codes/*.md
var files embed.FS

// Topics returns the names of all topics, sorted. Every topic exists in both
// languages.
func Topics() []string {
	entries, err := fs.ReadDir(files, "en")
	if err != nil {
		panic(err) // embedded: it cannot be missing
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ".md")
	}
	return names
}

// Topic returns a topic's Markdown; ok is false if there is no such topic.
func Topic(name string, lang diag.Lang) (markdown string, ok bool) {
	return read(folder(lang) + "/" + name + ".md")
}

func folder(lang diag.Lang) string {
	if lang == diag.ZH {
		return "zh"
	}
	return "en"
}

func read(path string) (string, bool) {
	if !fs.ValidPath(path) {
		return "", false
	}
	data, err := files.ReadFile(path)
	return string(data), err == nil
}
