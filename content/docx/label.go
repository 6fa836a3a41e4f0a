package docx

import (
	"errors"
	"strings"

	"jianbao/content"
	"jianbao/content/docx/number"
	"jianbao/content/docx/opc"
)

// boxes are bullets that say something: what is done and what is not.
const boxes = "☐☑☒"

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
	p.bullet = label.Bullet && !strings.ContainsAny(label.Text, boxes)
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
