// Package parts recognizes the paragraphs of an article that have a look of their
// own in official documents (RULES 11): addressee, attachments, signature and
// date, run-in heads, clauses and chapters. Where it is in doubt a paragraph
// stays what it is: one printed as something that it is not is worse than one
// that is missed.
package parts

import (
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/numeral"
)

// Rules holds what is recognized, and the measure by which lengths are judged.
type Rules struct {
	Measure int // of the body, in em

	Salutation      bool
	SalutationWords []string // with which the last name of an addressee ends
	Attachment      bool
	Signature       bool
	RunIn           bool
	Clause          bool
	Chapter         bool
}

// Recognize recognizes the parts of an issue's articles, but of those that are to
// be plain. The bodies of the issue are replaced. A memo, if it is not nil, is used and
// written to.
func Recognize(issue *content.Issue, r Rules, memo *Memo) {
	body := r.Body
	if memo != nil {
		next := memo.next(&r)
		defer func() { *memo = *next }()
		body = func(from []content.Block, markdown bool) []content.Block { return memo.body(next, from, markdown) }
	}
	for i := range issue.Sections {
		for j := range issue.Sections[i].Articles {
			if a := &issue.Sections[i].Articles[j]; !a.Plain {
				a.Body = body(a.Body, a.Markdown && !a.OwnNumbers)
			}
		}
	}
}

// Body returns the blocks of an article with the parts among them. Blocks that are
// parts, or that a \ makes none, are new ones; the others are the given ones.
// In Markdown 1. begins the item of a list, not a run-in head, unless its headings are as
// they are typed.
func (r *Rules) Body(body []content.Block, markdown bool) []content.Block {
	s := &scan{Rules: r, markdown: markdown, levels: headingLevels(body), out: make([]content.Block, 0, len(body)), attached: -1}
	var signed []signing
	if r.Signature {
		body, signed = signatures(r, body)
	}
	s.first = slices.IndexFunc(body, func(b content.Block) bool { return !isPicture(b) })
	for i := 0; i <= len(body); i++ {
		if len(signed) > 0 && signed[0].at == i {
			s.out = append(s.out, signed[0].blocks...)
			signed = signed[1:]
		}
		if i < len(body) {
			s.block(body, i)
		}
	}
	if r.Chapter {
		nest(s.out, markdown || s.styled)
	}
	return s.out
}

// scan is the state of reading an article's blocks in order.
type scan struct {
	*Rules
	markdown bool
	styled   bool   // a chapter is a heading of the copy, not known by its number alone
	levels   [5]int // of the article's headings by the form of their numbers, as in RULES 11.2
	first    int    // block that may be the salutation
	attached int    // number of the last attachment; -1 outside of attachments
	out      []content.Block
}

// block reads block i of the body.
func (s *scan) block(body []content.Block, i int) {
	switch b := body[i].(type) {
	case *content.Paragraph:
		if b.Part == content.NoPart {
			s.paragraph(body, i, b)
			return
		}
	case *content.Heading:
		if s.Chapter && isChapter(flat(b.Inlines)) > 0 {
			division := *b
			division.Division, s.styled = true, true
			s.attached = -1
			s.out = append(s.out, &division)
			return
		}
	case *content.List:
		if s.attachmentList(b) {
			return
		}
	}
	s.attached = -1
	s.out = append(s.out, body[i])
}

// paragraph reads a paragraph that is not part of the signature.
func (s *scan) paragraph(body []content.Block, i int, p *content.Paragraph) {
	text := flat(p.Inlines)
	if p.Refused {
		s.attached = -1
		s.out = append(s.out, p)
		return
	}
	if rest, escaped := strings.CutPrefix(text, `\`); escaped {
		if s.recognized(body, i, strings.TrimPrefix(rest, `\`)) {
			p = refused(p)
		}
		s.attached = -1
		s.out = append(s.out, p)
		return
	}
	switch {
	case s.Attachment && s.attachment(body, i, p):
		return
	case s.Salutation && i == s.first && i+1 < len(body) && isSalutation(text, s.Rules):
		s.out = append(s.out, as(p, content.Salutation))
	case !slices.ContainsFunc(p.Inlines, isCall) && s.chapter(body, i, text): // headings have no notes
		s.out = append(s.out, &content.Heading{Level: isChapter(text), Division: true, Inlines: p.Inlines, Span: p.Span})
	default:
		lead, n := s.leadOf(body, i, text)
		s.out = append(s.out, led(p, lead, n))
	}
	s.attached = -1
}

// recognized reports whether block i of the body would be recognized if it were a
// paragraph of the given text.
func (s *scan) recognized(body []content.Block, i int, text string) bool {
	if s.Attachment && (s.namesAttachment(body, i, text) || s.nextAttachment(text)) ||
		s.Salutation && i == s.first && i+1 < len(body) && isSalutation(text, s.Rules) || s.chapter(body, i, text) {
		return true
	}
	_, n := s.leadOf(body, i, text)
	return n > 0
}

// refused returns a paragraph without the \ before it, which refuses what it looks
// like; of two, the second stays.
func refused(p *content.Paragraph) *content.Paragraph {
	n := *p
	n.Refused = true
	_, n.Inlines = split(p.Inlines, len(`\`))
	return &n
}

// as returns a copy of a paragraph as a part.
func as(p *content.Paragraph, part content.Part) *content.Paragraph {
	n := *p
	n.Part = part
	return &n
}

func isPicture(b content.Block) bool {
	_, is := b.(*content.Picture)
	return is
}

// flat returns the text of inlines; a forced break is "\n".
func flat(in []content.Inline) string { return content.JoinedRuns(in).Value }

// split divides inlines after n bytes of text; a forced break counts as one byte. The
// call of a note stays with the text before it.
func split(in []content.Inline, n int) (before, after []content.Inline) {
	for i, x := range in {
		run, _ := x.(content.Run)
		size := len(run.Value)
		if _, forced := x.(content.Break); forced {
			size = 1
		}
		switch {
		case i > 0 && isCall(x):
		case n <= 0:
			return slices.Clip(in[:i]), in[i:]
		case n < size:
			a, b := run, run
			a.Value, a.Place = run.Value[:n], run.Place.Slice(0, n)
			b.Value, b.Place = run.Value[n:], run.Place.Slice(n, size)
			return append(slices.Clone(in[:i]), a), append([]content.Inline{b}, in[i+1:]...)
		}
		n -= size
	}
	return in, nil
}

func isCall(x content.Inline) bool {
	_, is := x.(content.NoteCall)
	return is
}

// piece returns the paragraph of inlines that are a part of another paragraph,
// without the blanks before them.
func piece(in []content.Inline, of *content.Paragraph) *content.Paragraph {
	n := *of
	for len(in) > 0 {
		if _, forced := in[0].(content.Break); !forced {
			break
		}
		in = in[1:]
	}
	t := flat(in)
	_, n.Inlines = split(in, len(t)-len(strings.TrimLeft(t, blanks)))
	if t := content.JoinedRuns(n.Inlines); t.Value != "" && len(t.Place.Steps) > 0 {
		n.Span = t.Place.At(0, len(t.Value))
	}
	return &n
}

// blanks are the blanks that editors type to put text where they want it.
const blanks = " \t\u3000\u00a0"

// width returns the width of a text in half em.
func width(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x1100 || strings.ContainsRune("“”‘’…—·×", r) {
			n++
		}
	}
	return n
}

// headingLevels returns the levels of the headings of an article by the forms of
// their numbers, as levels of GB/T 9704; those that it does not have are their
// form's.
func headingLevels(body []content.Block) (levels [5]int) {
	for form := range levels {
		levels[form] = form
	}
	for _, b := range body {
		if h, ok := b.(*content.Heading); ok {
			if m, numbered := numeral.At(flat(h.Inlines)); numbered && h.Level >= 1 && h.Level <= 4 {
				levels[m.Level] = h.Level
			}
		}
	}
	return levels
}
