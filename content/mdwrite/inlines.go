package mdwrite

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/manifest"
)

// place is where a text stands.
type place struct {
	oneLine bool // a line end would end it
	inCell  bool // of a table
	inTitle bool // of a picture, in which there is less markup
}

// text returns a text in the simplest form from the least one on that is read as the same
// text, or else in a simpler one that is.
func (w *writer) text(in []content.Inline, at place) string {
	calls := callsIn([]content.Block{&content.Paragraph{Inlines: in}}, nil)
	for f := w.least; f <= lastForm; f++ {
		if text := w.inlines(in, f, at); w.readsText(text, calls, in, at) {
			return text
		}
	}
	for f := w.least; f > plainForm; f-- {
		if text := w.inlines(in, f-1, at); w.readsText(text, calls, in, at) {
			return text
		}
	}
	return w.inlines(in, lastForm, at)
}

// readsText reports whether a text is read as inlines without a finding.
func (w *writer) readsText(text string, calls []*content.Note, want []content.Inline, at place) bool {
	if at.inCell {
		text = "| " + text + " |\n|---|\n| 甲 |"
	}
	for _, note := range calls {
		text += "\n\n[^" + w.labels[note] + "]: 注"
	}
	return w.reads(text, func(blocks []content.Block) bool {
		var got []content.Inline
		if len(blocks) == 1 {
			switch b := blocks[0].(type) {
			case *content.Paragraph:
				if !b.Refused {
					got = b.Inlines
				}
			case *content.Table:
				if at.inCell {
					got = b.Rows[0][0].Inlines
				}
			}
		}
		return bare(got) == bare(want)
	})
}

// bare describes a text without the texts of its notes.
func bare(in []content.Inline) string {
	out := make([]content.Inline, len(in))
	for i, x := range in {
		if call, ok := x.(content.NoteCall); ok {
			x = content.NoteCall{Note: &content.Note{Label: call.Note.Label}}
		}
		out[i] = x
	}
	return Describe([]content.Block{&content.Paragraph{Inlines: out}})
}

// reads reports whether the blocks of a text are as wanted, without a finding unless it is
// written in the last form.
func (w *writer) reads(text string, as func([]content.Block) bool) bool {
	blocks, findings, ok := w.read(text)
	return ok && (findings == 0 || w.least == lastForm) && as(blocks)
}

// inlines returns a text in a form.
func (w *writer) inlines(in []content.Inline, f form, at place) string {
	t := &texter{writer: w, form: f, place: at}
	t.wrapped(joined(in), 0)
	return t.out.String()
}

// joined returns inlines with adjacent runs of one style as one run.
func joined(in []content.Inline) []content.Inline {
	out := make([]content.Inline, 0, len(in))
	for _, x := range in {
		run, ok := x.(content.Run)
		if ok && run.Value == "" {
			continue
		}
		if n := len(out) - 1; ok && n >= 0 {
			if last, ok := out[n].(content.Run); ok && sameStyle(&last, &run) {
				last.Value += run.Value
				out[n] = last
				continue
			}
		}
		out = append(out, x)
	}
	return out
}

// texter writes a text in one form.
type texter struct {
	*writer
	form
	place
	out strings.Builder
}

// wrapping is a style of runs that is written around their text.
type wrapping struct {
	of   func(r *content.Run) any // comparable; nil: the run does not have it
	wrap func(t *texter, r *content.Run, inner string) string
}

// wrappings returns the styles from the outermost to the innermost.
func wrappings() []wrapping {
	return []wrapping{
		{func(r *content.Run) any { return some(r.Link, r.Link != "") }, func(t *texter, r *content.Run, inner string) string { return link(r, inner) }},
		{func(r *content.Run) any {
			return some(content.Decoration{Line: r.Decoration.Line, Nth: r.Decoration.Nth}, r.Decoration.Line != content.NoLine)
		}, func(t *texter, r *content.Run, inner string) string {
			return "[" + inner + "]{" + [...]string{"", ".name", ".book", ".u"}[r.Decoration.Line] + "}"
		}},
		{func(r *content.Run) any { return some(true, r.Decoration.Dots) }, func(t *texter, r *content.Run, inner string) string { return "[" + inner + "]{.dot}" }},
		{func(r *content.Run) any { return some(true, r.Strong) }, func(t *texter, r *content.Run, inner string) string { return t.styled("**", "b", inner) }},
		{func(r *content.Run) any { return some(true, r.Emphasis) }, func(t *texter, r *content.Run, inner string) string { return t.styled("*", "i", inner) }},
	}
}

func some(value any, has bool) any {
	if has {
		return value
	}
	return nil
}

// styled puts the signs of a style around a text.
func (t *texter) styled(sign, tag, inner string) string {
	if t.form >= taggedForm {
		return "<" + tag + ">" + inner + "</" + tag + ">"
	}
	return sign + inner + sign
}

// wrapped writes inlines with the styles from a level on.
func (t *texter) wrapped(in []content.Inline, level int) {
	all := wrappings()
	if level == len(all) {
		t.runs(in)
		return
	}
	style := all[level]
	for i := 0; i < len(in); {
		first, isRun := in[i].(content.Run)
		if !isRun {
			t.wrapped(in[i:i+1], len(all))
			i++
			continue
		}
		value := style.of(&first)
		n := i + 1
		for n < len(in) {
			run, ok := in[n].(content.Run)
			if !ok || style.of(&run) != value {
				break
			}
			n++
		}
		if value == nil {
			t.wrapped(in[i:n], level+1)
		} else {
			inner := &texter{writer: t.writer, form: t.form, place: t.place}
			if t.out.Len() > 0 {
				inner.out.WriteByte(0) // no line begins here
			}
			inner.wrapped(in[i:n], level+1)
			t.out.WriteString(style.wrap(t, &first, strings.TrimPrefix(inner.out.String(), "\x00")))
		}
		i = n
	}
}

// link returns a link.
func link(r *content.Run, inner string) string {
	address := r.Link
	plain, _ := strings.CutPrefix(address, "mailto:")
	if inner == plain && !strings.ContainsAny(inner, " <>\\&*_`") && (strings.Contains(inner, "://") || plain != address) {
		return "<" + inner + ">"
	}
	address = strings.NewReplacer(`\`, `\\`, "&", "&amp;", "<", `\<`, ">", `\>`).Replace(address)
	if strings.ContainsAny(address, " ()<>") {
		address = "<" + address + ">"
	}
	return "[" + inner + "](" + address + ")"
}

// runs writes inlines without the styles around them.
func (t *texter) runs(in []content.Inline) {
	for i := 0; i < len(in); i++ {
		switch x := in[i].(type) {
		case content.Break:
			t.lineBreak()
		case content.NoteCall:
			t.out.WriteString("[^" + t.labels[x.Note] + "]")
		case content.Run:
			switch {
			case x.Ruby.Text != "":
				i += t.ruby(in[i:]) - 1
			case x.PageNumber:
				t.out.WriteByte('?')
			case x.Code:
				t.code(x.Value)
			case x.Literal:
				t.out.WriteString(x.Value)
			case x.Script != content.NoScript:
				t.script(&x)
			case t.inTitle:
				text := x.Value
				for i+1 < len(in) && isPlain(in[i+1]) {
					i++
					text += in[i].(content.Run).Value
				}
				t.out.WriteString(manifest.PlainCaption(text))
			default:
				t.escaped(x.Value, i == len(in)-1)
			}
		}
	}
}

// isPlain reports whether an inline is text alone, which is read together with the text
// before it.
func isPlain(in content.Inline) bool {
	r, ok := in.(content.Run)
	return ok && r.Ruby.Text == "" && !r.PageNumber && !r.Code && !r.Literal && r.Script == content.NoScript
}

// lineBreak writes a break.
func (t *texter) lineBreak() {
	if t.inTitle {
		t.out.WriteByte('\n')
		return
	}
	if t.oneLine || t.inCell || t.form > plainForm {
		t.out.WriteString("<br>")
		return
	}
	t.out.WriteString("\\\n")
}

// ruby writes the base at the beginning of inlines with its reading, and returns how
// many runs it took: characters with readings of their own are written together.
func (t *texter) ruby(in []content.Inline) int {
	first := in[0].(content.Run)
	base, reading, n := first.Value, first.Ruby.Text, 1
	single := func(r *content.Run) bool {
		return utf8.RuneCountInString(r.Value) == 1 && !strings.Contains(r.Ruby.Text, " ")
	}
	for t.form == plainForm && single(&first) && n < len(in) {
		next, ok := in[n].(content.Run)
		if !ok || next.Ruby.Nth != first.Ruby.Nth+n || next.Ruby.Text == "" || !single(&next) || next.Script != content.NoScript {
			break
		}
		base += next.Value
		reading += " " + next.Ruby.Text
		n++
	}
	t.out.WriteString("[" + base + "]{" + reading + "}")
	return n
}

// code writes a span of code.
func (t *texter) code(value string) {
	ticks := "`"
	for strings.Contains(value, ticks) {
		ticks += "`"
	}
	if strings.HasPrefix(value, "`") || strings.HasSuffix(value, "`") || strings.HasPrefix(value, " ") && strings.HasSuffix(value, " ") && strings.Trim(value, " ") != "" {
		value = " " + value + " "
	}
	if t.inCell {
		value = strings.ReplaceAll(value, "|", `\|`)
	}
	t.out.WriteString(ticks + value + ticks)
}

// script writes a subscript or superscript.
func (t *texter) script(r *content.Run) {
	sign, tag := "~", "sub"
	if r.Script == content.Superscript {
		sign, tag = "^", "sup"
	}
	if t.form >= taggedForm {
		t.out.WriteString("<" + tag + ">" + r.Value + "</" + tag + ">")
		return
	}
	t.out.WriteString(sign + r.Value + sign)
}
