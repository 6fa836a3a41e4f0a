// Package docs holds the documentation that the program prints, in Chinese and
// English: topics, as Markdown that is also readable on the web, and explanations of
// the commonest messages. It renders both for a terminal.
//
// The program contains the files in packed: the texts of zh, en and codes in compressed
// form. The test of the generated tables writes them and compares them with the texts
// (go test ./cmd/jianbao -run DocTables -update).
package docs

import (
	"cmp"
	_ "embed"
	"path"
	"slices"
	"strings"
	"sync"

	"jianbao/cmd/jianbao/internal/packed"
	"jianbao/content/diag"
)

var (
	//go:embed packed/zh.gz
	packedZH []byte
	//go:embed packed/en.gz
	packedEN []byte
	//go:embed packed/codes.gz
	packedCodes []byte
)

// folders are the texts by folder, unpacked when they are first needed.
var folders = map[string]func() packed.Texts{
	"zh":    sync.OnceValue(func() packed.Texts { return packed.Embedded(packedZH) }),
	"en":    sync.OnceValue(func() packed.Texts { return packed.Embedded(packedEN) }),
	"codes": sync.OnceValue(func() packed.Texts { return packed.Embedded(packedCodes) }),
}

// namesIn returns the names of the texts in a folder, sorted and without ".md".
func namesIn(folder string) []string {
	var names []string
	for file := range folders[folder]() {
		names = append(names, strings.TrimSuffix(file, ".md"))
	}
	slices.Sort(names)
	return names
}

// Topics returns the names of all topics, sorted. Every topic exists in both
// languages.
func Topics() []string {
	return namesIn("en")
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

// read returns the text of a file.
func read(name string) (text string, ok bool) {
	folder, file := path.Split(name)
	texts, ok := folders[strings.TrimSuffix(folder, "/")]
	if !ok {
		return "", false
	}
	text, ok = texts()[file]
	return text, ok
}
