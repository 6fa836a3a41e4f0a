// Package docs holds the documentation that the program prints, in Chinese and
// English: topics, as Markdown that is also readable on the web, and explanations of
// the commonest messages. It renders both for a terminal.
package docs

import (
	"cmp"
	"embed"
	"io/fs"
	"slices"
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

// Title returns a topic's heading.
func Title(name string, lang diag.Lang) string {
	text, _ := Topic(name, lang)
	title, _, _ := strings.Cut(strings.TrimPrefix(text, "# "), "\n")
	return title
}

// Mentions returns the topics whose text has a word, in any case, those with most
// of them first: at most three. The list of messages has words of everything and
// is left out.
func Mentions(word string, lang diag.Lang) []string {
	word = strings.ToLower(strings.TrimSpace(word))
	if word == "" {
		return nil
	}
	type mention struct {
		topic string
		count int
	}
	var found []mention
	for _, name := range Topics() {
		text, _ := Topic(name, lang)
		if n := strings.Count(strings.ToLower(text), word); n > 0 && name != "messages" {
			found = append(found, mention{name, n})
		}
	}
	slices.SortStableFunc(found, func(a, b mention) int { return cmp.Compare(b.count, a.count) })
	var names []string
	for _, m := range found[:min(3, len(found))] {
		names = append(names, m.topic)
	}
	return names
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
