package docx

import (
	"errors"
	"strings"
	"unicode"

	"jianbao/content"
	"jianbao/content/docx/number"
	"jianbao/content/docx/opc"
	"jianbao/content/docx/symbol"
)

// boxes are bullets that say something: what is to be chosen, what is done and what is
// not. Other signs that Word and WPS offer as bullets look like any bullet.
const boxes = "☐☑☒□√✓✔×✗✘"

// label counts a paragraph and adds its automatic number, which becomes part of its
// text. The signs of lists with bullets are not text.
func (r *reader) label(p *paragraph) {
	numPr := p.properties.Child("w:numPr")
	if r.changes == Reject && numPr.Child("w:ins").Ok() {
		numPr = opc.Node{} // the paragraph had no number of its own before
	}
	label, err := r.story.numbers.Next(p.properties.Child("w:pStyle").Attr("w:val"), numPr)
	var unknown *number.UnknownFormat
	switch {
	case errors.As(err, &unknown):
		r.log.Add("docx-number", r.here(), unknown.Format)
		return
	case err != nil:
		r.log.Add("docx-number-long", r.here(), number.MaxLabel)
		return
	}
	p.list, p.level = label.List, label.Level
	if look := runProperties(label.Look); look.toggle[hidden] == on || look.unseen(p.shaded) {
		r.hiddenLabel(&label)
		return
	}
	if label.Bullet {
		label.Text = bulletText(&label)
	}
	p.bullet = label.Bullet && !saysSomething(label.Text)
	if !p.bullet {
		s := label.Joined()
		p.label = len(s)
		r.text(s, content.Run{})
	}
}

// hiddenLabel reports an automatic number that its list hides, the first of each level: a
// document has it as often as it has headings.
func (r *reader) hiddenLabel(label *number.Label) {
	key := hiddenLevel{label.List, label.Level}
	if label.Bullet || r.hiddenLevels[key] {
		return
	}
	if r.hiddenLevels == nil {
		r.hiddenLevels = map[hiddenLevel]bool{}
	}
	r.hiddenLevels[key] = true
	r.unseen(label.Text)
}

// hiddenLevel is a level of a list.
type hiddenLevel struct {
	list  string
	level int
}

// bulletText returns the text of a bullet, with the characters for the signs of fonts.
func bulletText(label *number.Label) string {
	font := label.Look.Child("w:rFonts").Attr("w:ascii")
	var b strings.Builder
	for _, c := range label.Text {
		if c >= 0xF020 && c <= 0xF0FF || symbol.IsFont(font) && c > ' ' && c <= 0xFF {
			sign, ok := symbol.Unicode(font, c)
			if !ok {
				sign = '•' // of a font that is not known
			}
			c = sign
		}
		b.WriteRune(c)
	}
	return b.String()
}

// saysSomething reports whether a bullet is part of what the document says: a box, a tick,
// or words such as 问：. Word's bullet of the second level is the letter o.
func saysSomething(bullet string) bool {
	if strings.ContainsAny(bullet, boxes) {
		return true
	}
	return bullet != "o" && bullet != "O" && strings.ContainsFunc(bullet, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
}

// likeNext returns a text whose automatic number, of n bytes, has the marks of the text
// after it, as programs print it.
func likeNext(in []content.Inline, n int) []content.Inline {
	if n == 0 || len(in) < 2 {
		return in
	}
	number, _ := in[0].(content.Run)
	next, ok := in[1].(content.Run)
	if !ok || len(number.Value) != n || next.Script != content.NoScript || next.Ruby.Text != "" {
		return in
	}
	number.Strong, number.Emphasis = next.Strong, next.Emphasis
	in[0] = number
	return in
}
