// Package proof checks the copy as a proofreader does and changes nothing
// (RULES 10.1). All findings are warnings or notices, which a manifest can disable
// by code.
package proof

import (
	"slices"
	"strings"
	"unicode"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/numeral"
)

// MaxPerCode is the maximum number of findings of one code listed for an issue.
const MaxPerCode = 1000

// Check adds its findings about the issue's texts to log, except for the codes
// in issue.ProofOff. A memo, if it is not nil, is used and written to.
func Check(issue *content.Issue, memo *Memo, log *diag.List) {
	c := &checker{issue: issue, log: log, counts: map[diag.Code]int{}}
	article := c.article
	if memo != nil {
		next := memo.next(issue)
		defer func() { *memo = *next }()
		article = func(a *content.Article) { memo.article(next, c, a) }
	}
	c.titles(issue.Publication.Title)
	c.shorts(issue.Publication.Issuer)
	c.short(issue.Number.Issue)
	c.short(issue.Number.Label)
	c.short(issue.Contents.Title)
	c.shorts(issue.Imprint.Lines)
	c.shorts(issue.Imprint.Report)
	c.shorts(issue.Imprint.Send)
	c.shorts(issue.Imprint.Distribute)
	labels := sequence{c: c}
	for i := range issue.Sections {
		s := &issue.Sections[i]
		labels.next(line{s.Title.Value, s.Title.Place})
		c.short(s.Title)
		for j := range s.Articles {
			article(&s.Articles[j])
		}
	}
}

// checker holds the state of one check of an issue.
type checker struct {
	issue  *content.Issue
	log    *diag.List
	counts map[diag.Code]int
	title  bool // the text is a title, in which blanks separate clauses

	recorded *[]warning // where warnings are recorded; nil: they are added to log
}

// warning is what warn was called with.
type warning struct {
	code diag.Code
	at   diag.Span
	fix  diag.Fix
	args []any
}

func (c *checker) warn(code diag.Code, at diag.Span, fix diag.Fix, args ...any) {
	if c.recorded != nil {
		*c.recorded = append(*c.recorded, warning{code, at, fix, args})
		return
	}
	if slices.Contains(c.issue.ProofOff, code) {
		return
	}
	c.counts[code]++
	switch n := c.counts[code]; {
	case n <= MaxPerCode:
		c.log.AddFix(code, at, fix, args...)
	case n == MaxPerCode+1:
		c.log.Add("proof-more", at, string(code), MaxPerCode) // at the first finding that is not listed
	}
}

// line is a text, such as a paragraph or title, with the place of its bytes.
type line struct {
	text  string
	place diag.Place
}

func (l line) at(from, to int) diag.Span { return l.place.At(from, to) }

func (c *checker) short(t content.Text) {
	if t.Value != "" {
		c.paragraphs([]line{{t.Value, t.Place}})
	}
}

func (c *checker) titles(ts ...content.Text) {
	c.title = true
	c.shorts(ts)
	c.title = false
}

func (c *checker) shorts(ts []content.Text) {
	for _, t := range ts {
		c.short(t)
	}
}

func (c *checker) article(a *content.Article) {
	c.titles(a.Title, a.ContentsTitle)
	for _, author := range a.Authors {
		c.short(author)
	}
	c.short(a.Source)
	c.blocks(a.Body, &sequence{c: c})
}

// numberBefore returns the number that is printed before an item of a list, 0 if there is
// none.
func numberBefore(list *content.List, i int) int {
	switch {
	case list.Labels != nil:
		return numeral.Parse(strings.TrimRight(list.Labels[i], ".)"))
	case list.Ordered:
		return list.Start + i
	}
	return 0
}

// blocks checks sequences of adjacent paragraphs: quotations and numbering may
// continue from one to the next, and numbering from one item of a list to the
// next, too.
func (c *checker) blocks(blocks []content.Block, numbers *sequence) {
	var lines []line
	for _, b := range blocks {
		switch b := b.(type) {
		case *content.Paragraph:
			lines = append(lines, join(b.Inlines))
			c.notes(b.Inlines)
		case *content.Heading:
			lines = append(lines, join(b.Inlines))
			numbers.heading(b, lines[len(lines)-1])
		case *content.List:
			c.paragraphs(lines)
			lines = nil
			items := &sequence{c: c}
			for i, item := range b.Items {
				items.item = numberBefore(b, i)
				c.blocks(item, items)
			}
			continue
		case *content.Quote:
			c.paragraphs(lines)
			lines = nil
			c.blocks(b.Blocks, &sequence{c: c})
			continue
		case *content.Verse:
			for _, in := range b.Stanzas {
				lines = append(lines, join(in))
				c.notes(in)
			}
			c.paragraphs(lines)
			lines = nil
			continue
		case *content.Box:
			c.paragraphs(lines)
			lines = nil
			c.short(b.Name)
			c.paragraphs([]line{join(b.Title)})
			c.blocks(b.Blocks, &sequence{c: c})
			continue
		case *content.Separator, *content.Code, *content.NameList:
			c.paragraphs(lines)
			lines = nil
			continue
		case *content.Picture:
			c.short(b.Alt)
			c.paragraphs([]line{join(b.Caption)})
			c.short(b.Credit)
			continue
		case *content.Table:
			c.paragraphs(lines)
			lines = nil
			c.table(b)
			continue
		}
		numbers.next(lines[len(lines)-1])
	}
	c.paragraphs(lines)
}

// join returns the text of a paragraph; a forced break is "\n". Code, formulas and blanks
// to fill in become letters, so that no rule applies to them.
func join(in []content.Inline) line {
	t := content.JoinedRuns(in)
	l := line{t.Value, t.Place}
	if !slices.ContainsFunc(in, isLiteral) {
		return l
	}
	var text strings.Builder
	for _, x := range in {
		switch x := x.(type) {
		case content.Break:
			text.WriteByte('\n')
		case content.Run:
			switch {
			case x.PageNumber:
				text.WriteString(strings.Repeat("0", len(x.Value)))
			case x.Literal:
				text.WriteString(strings.Repeat("x", len(x.Value)))
			case x.Decoration.Line == content.Underline:
				text.WriteString(filledIn(x.Value))
			default:
				text.WriteString(x.Value)
			}
		}
	}
	l.text = text.String()
	return l
}

func isLiteral(x content.Inline) bool {
	run, ok := x.(content.Run)
	return ok && (run.Literal || run.Decoration.Line == content.Underline)
}

// filledIn returns an underlined text with letters for the blanks to fill in.
func filledIn(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r == '\u3000' {
			b.WriteString("xxx")
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (c *checker) paragraphs(lines []line) {
	c.pairs(lines)
	for _, l := range lines {
		chars := split(l.text)
		c.marks(l, chars)
		c.ellipses(l, chars)
		c.dashes(l, chars)
		c.widths(l, chars)
		c.spaces(l, chars)
	}
}

// char is one character of a line with its byte range.
type char struct {
	r        rune
	from, to int
}

func split(s string) []char {
	out := make([]char, 0, len(s)/2)
	for i, r := range s {
		if n := len(out); n > 0 {
			out[n-1].to = i
		}
		out = append(out, char{r, i, len(s)})
	}
	return out
}

// at returns a character of a line; 0 out of range and for a line break.
func at(chars []char, i int) rune {
	if i < 0 || i >= len(chars) || chars[i].r == '\n' {
		return 0
	}
	return chars[i].r
}

// run returns the index after the run of r that begins at i.
func run(chars []char, i int) int {
	j := i + 1
	for j < len(chars) && chars[j].r == chars[i].r {
		j++
	}
	return j
}

func isHan(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo)
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
func isDigit(r rune) bool { return r >= '0' && r <= '9' }
func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\u3000' || r == '\u00A0' }

// isFull reports whether a character is a full-width Chinese punctuation mark.
func isFull(r rune) bool {
	return r != 0 && strings.ContainsRune("，。、；：！？“”‘’「」『』（）〔〕【】《》〈〉［］｛｝…—～·", r)
}

// hanSide reports whether a neighbouring character shows that the text is
// Chinese.
func hanSide(r rune) bool { return isHan(r) || isFull(r) }
