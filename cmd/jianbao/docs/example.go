package docs

import (
	"fmt"
	"strings"

	"jianbao/content/diag"
)

// An Example explains a message code by an input that causes the finding and the
// repaired input. Tests run both.
type Example struct {
	ZH, EN       Explanation
	Wrong, Right []ExampleFile
}

// An Explanation is one language's text of an example, as Markdown.
type Explanation struct{ Cause, Repair string }

// An ExampleFile is a file of an example's issue; without a name it is a command
// line. The text of issue.toml may be only the relevant tables. Encoding is empty for
// UTF-8.
type ExampleFile struct{ Name, Text, Encoding string }

// Examples returns the codes that have an example, sorted.
func Examples() []diag.Code {
	var codes []diag.Code
	for _, name := range namesIn("codes") {
		codes = append(codes, diag.Code(name))
	}
	return codes
}

// ExampleOf returns the example of a code; ok is false if there is none.
func ExampleOf(code diag.Code) (e Example, ok bool) {
	text, ok := read("codes/" + string(code) + ".md")
	if !ok {
		return Example{}, false
	}
	e, err := parseExample(text)
	if err != nil {
		panic(fmt.Sprintf("codes/%s.md: %v", code, err)) // embedded, and parsed by a test
	}
	return e, true
}

// parseExample parses the file of an example: it has the headings zh, en, wrong and
// right. The last paragraph of a language is the repair.
func parseExample(text string) (e Example, err error) {
	section := ""
	for _, b := range blocks(text) {
		text := strings.Join(b.lines, "\n")
		switch {
		case b.kind == heading && b.level == 2:
			section = text
		case b.kind == heading && b.level == 1:
		case b.kind == code && section == "wrong":
			e.Wrong = append(e.Wrong, exampleFile(b))
		case b.kind == code && section == "right":
			e.Right = append(e.Right, exampleFile(b))
		case b.kind == paragraph && section == "zh":
			e.ZH.add(text)
		case b.kind == paragraph && section == "en":
			e.EN.add(text)
		default:
			return e, fmt.Errorf("%q does not belong in section %q", text, section)
		}
	}
	if e.ZH.Cause == "" || e.EN.Cause == "" || len(e.Wrong) == 0 || len(e.Right) == 0 {
		return e, fmt.Errorf("a cause, a repair or an input is missing")
	}
	return e, nil
}

func (x *Explanation) add(text string) {
	if x.Cause == "" {
		x.Cause = x.Repair
	} else {
		x.Cause += "\n\n" + x.Repair
	}
	x.Repair = text
}

// exampleFile returns the file of a code block, named by its first word: sh is a
// command line, toml the manifest, txt and md the first article. A second word is
// another name, a third the encoding.
func exampleFile(b block) ExampleFile {
	words := append(strings.Fields(b.marker), "", "")
	f := ExampleFile{Name: words[1], Encoding: words[2], Text: strings.Join(b.lines, "\n") + "\n"}
	switch {
	case f.Name != "":
	case words[0] == "toml":
		f.Name = "issue.toml"
	case words[0] == "txt", words[0] == "md":
		f.Name = "articles/01." + words[0]
	}
	return f
}
