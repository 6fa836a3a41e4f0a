// Package completion completes command lines: it provides the scripts that shells
// load, and answers the requests of these scripts.
//
// A script has no knowledge of commands and flags. For each completion it runs
//
//	jianbao complete =CURRENT BEFORE...
//
// with the word under the cursor, up to the cursor and preceded by "=" (some shells
// drop empty arguments), and the words before it. The answer comes from package
// cli's tables: the first line names the files that fit ("none", "folders", "files",
// or "files" with the usual endings), each further line is a word that fits, with
// its description after a tab. The shell lists the files, because it handles quoted
// partial paths. In --flag=VALUE only the value is completed. A word that ends in "=" is
// to be continued, so a shell adds no blank to it.
package completion

import (
	"embed"
	"iter"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/content/diag"
	"jianbao/content/key"
)

// Verb is the first argument of the program in a request of a shell. It is an
// internal command.
const Verb = "complete"

//go:embed scripts
var scripts embed.FS

// Script returns the script for a shell; empty for an unknown shell.
func Script(shell string) string {
	text, err := scripts.ReadFile("scripts/" + shell)
	if err != nil {
		return ""
	}
	return string(text)
}

// Offers are words that are not in the tables of package cli.
type Offers struct {
	Themes []string  // names of the bundled themes
	Topics []string  // topics of "help"
	Codes  []string  // of messages, which "help" explains
	Keys   []key.Key // of themes, for --set
	Names  []string  // of keys of manifests and themes, for --explain
}

// answer collects the completions of the word under the cursor.
type answer struct {
	offers Offers
	lang   diag.Lang
	begun  string // the part of the word, or of its value, before the cursor
	files  string // the answer's first line
	words  strings.Builder
}

// Answer returns the answer to a shell's request; args are the arguments after Verb.
func Answer(args []string, offers Offers, lang diag.Lang) string {
	if len(args) == 0 {
		return "none\n"
	}
	a := answer{offers: offers, lang: lang, begun: strings.TrimPrefix(args[0], "="), files: "none"}
	a.complete(scan(args[1:]))
	return a.files + "\n" + a.words.String()
}

// line describes the words before the word under the cursor.
type line struct {
	command  *cli.Command // nil: not given yet
	given    []*cli.Flag
	operands int  // after the command
	waiting  bool // for the value of the last flag
	ended    bool // by "--"
}

// scan parses the words before the cursor. It accepts wrong arguments.
func scan(words []string) (l line) {
	at := cli.FirstOperand(words)
	if at >= 0 {
		l.command = cli.Find(words[at])
	}
	for i, word := range words {
		name, _, hasValue, isFlag := cli.SplitFlag(word)
		switch {
		case l.waiting:
			l.waiting = false
		case l.ended || !isFlag && word != "--":
			if i != at {
				l.operands++
			}
		case word == "--":
			l.ended = true
		default:
			if f := l.flag(name); f != nil {
				l.given = append(l.given, f)
				l.waiting = f.Kind != cli.Switch && !hasValue
			}
		}
	}
	return l
}

// flag returns the command's flag with a name, or, before a command is given, that
// of any command.
func (l *line) flag(name string) *cli.Flag {
	if l.command != nil {
		return l.command.Flag(name)
	}
	return cli.AnyFlag(name)
}

// form returns the form of the command that the flags select.
func (l *line) form() *cli.Command {
	for form := range l.command.Forms() {
		if form.Mode != "" && slices.ContainsFunc(l.given, func(f *cli.Flag) bool { return f.Name == form.Mode }) {
			return form
		}
	}
	return l.command
}

// complete adds the completions.
func (a *answer) complete(l line) {
	if l.waiting {
		a.value(l.given[len(l.given)-1])
		return
	}
	if !l.ended && strings.HasPrefix(a.begun, "-") {
		name, value, hasValue, _ := cli.SplitFlag(a.begun)
		if !hasValue {
			a.flags(l)
		} else if f := l.flag(name); f != nil {
			a.begun = value
			a.value(f)
		}
		return
	}
	if l.command == nil {
		for c := range cli.All() {
			a.add(c.Name, firstSentence(c.About.In(a.lang), a.lang))
		}
		return
	}
	form := l.form()
	if last := len(form.Operands) - 1; last >= 0 && (form.Max < 0 || l.operands < form.Max) {
		o := form.Operands[min(l.operands, last)]
		a.kind(o.Kind, o.Ext, o.Values)
	}
}

// flags adds the flags that may still be given.
func (a *answer) flags(l line) {
	for f := range flagsFor(l) {
		if !slices.Contains(l.given, f) || f.Repeat {
			a.add(f.Dashed(), f.About.In(a.lang))
		}
	}
	a.add("--help", cli.Text{ZH: "显示用法", EN: "print usage"}.In(a.lang))
	if l.command == nil {
		a.add("--version", cli.Text{ZH: "显示版本", EN: "print the version"}.In(a.lang))
	}
}

// flagsFor returns the flags of the command's form; before a command is given, those
// that all commands share.
func flagsFor(l line) iter.Seq[*cli.Flag] {
	if l.command != nil {
		return l.form().OwnFlags()
	}
	return cli.Find("version").Flags()
}

// value adds the values of a flag.
func (a *answer) value(f *cli.Flag) { a.kind(f.Kind, f.Ext, f.Values) }

func (a *answer) kind(kind cli.Kind, ext string, values []string) {
	switch kind {
	case cli.Theme:
		values = a.offers.Themes
		fallthrough
	case cli.File, cli.Manifest:
		a.files = strings.TrimSpace("files " + ext)
	case cli.Folder:
		a.files = "folders"
	case cli.Setting:
		a.settings()
	case cli.Key:
		values = a.offers.Names
	case cli.Topic:
		values = slices.Concat(cli.Names(), a.offers.Topics)
		if strings.Contains(a.begun, "-") { // before, hundreds of codes would hide the topics
			values = append(values, a.offers.Codes...)
		}
	}
	for _, v := range values {
		a.add(v, "")
	}
}

// settings adds the keys of themes; after a key and "=", the key's values if they are
// a list of words.
func (a *answer) settings() {
	name, _, value := strings.Cut(a.begun, "=")
	for i := range a.offers.Keys {
		k := &a.offers.Keys[i]
		about := firstSentence(cli.Text{ZH: k.ZH, EN: k.EN}.In(a.lang), a.lang)
		for _, full := range k.Expand() {
			switch {
			case strings.Contains(full, "*"): // any name
			case !value:
				a.add(full+"=", about)
			case full == name:
				for _, word := range wordsOf(k) {
					a.add(full+"="+word, "")
				}
			}
		}
	}
}

// wordsOf returns the words that a key accepts; nil if its values are of another kind.
func wordsOf(k *key.Key) []string {
	switch k.Type {
	case key.Bool:
		return []string{"true", "false"}
	case key.Enum, key.Paper:
		return k.Values
	}
	return nil
}

// add adds a word with its description if it begins with the part already typed.
func (a *answer) add(word, about string) {
	if strings.HasPrefix(word, a.begun) {
		a.words.WriteString(word)
		if about != "" {
			a.words.WriteString("\t" + about)
		}
		a.words.WriteByte('\n')
	}
}

// firstSentence returns the first sentence of a text as one line.
func firstSentence(text string, lang diag.Lang) string {
	end, between := ". ", " "
	if lang == diag.ZH {
		end, between = "。", ""
	}
	text = strings.ReplaceAll(strings.TrimSpace(text), "\n", between)
	text, _, _ = strings.Cut(text, end)
	return strings.TrimSuffix(text, ".")
}
