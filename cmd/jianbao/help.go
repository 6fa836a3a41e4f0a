package main

import (
	"strings"

	"jianbao/cmd/jianbao/docs"
	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/content/diag"
)

// help prints the usage of a command, a topic of the documentation, or what a
// message code means; without a name, the usage of all commands and the topics.
func (a *app) help(args []string) int {
	i := cli.FirstOperand(args)
	if i < 0 {
		return a.print([]byte(cli.Overview(a.lang) + "\n" + a.topics()))
	}
	text, ok := a.helpOn(args[i])
	if !ok {
		fix := diag.Fix{DidYouMean: diag.Nearest(args[i], helpNames())}
		if topics := docs.Mentions(args[i], a.lang); len(topics) > 0 && fix.DidYouMean == "" {
			return a.wrongUsage("", "usage-help-word", fix, args[i], topics)
		}
		return a.wrongUsage("", "usage-help", fix, args[i])
	}
	return a.print([]byte(text))
}

// helpOn returns the help text for a command, topic or message code. A test ensures
// that their names differ.
func (a *app) helpOn(name string) (text string, ok bool) {
	if c := cli.Find(name); c != nil {
		return c.Usage(a.lang), true
	}
	markdown, ok := docs.Topic(name, a.lang)
	if !ok {
		markdown, ok = docs.Explain(diag.Code(name), a.lang)
	}
	text = docs.Render(markdown, a.lang)
	if name == docs.LicencesTopic {
		text += docs.Licences()
	}
	return text, ok
}

// topics returns the list of topics, with a line on how to read them.
func (a *app) topics() string {
	var b strings.Builder
	b.WriteString(a.choose("主题（jianbao help 名称；提示的代码也可以这样查）：\n", "topics (jianbao help NAME; it knows the codes of messages, too):\n"))
	for _, name := range docs.Topics() {
		b.WriteString(cli.Entry(name, docs.Title(name, a.lang)))
	}
	return b.String()
}

// helpNames returns all names that help knows, for suggestions.
func helpNames() []string {
	names := append(cli.Names(), docs.Topics()...)
	for _, c := range diag.Codes() {
		names = append(names, string(c))
	}
	return names
}
