package parts

import (
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/numeral"
	"jianbao/content/pattern"
)

var (
	// attachmentWord begins the list of attachments (GB/T 9704 7.3.4).
	attachmentWord = pattern.New(`^附[ \x{3000}]*件[ \x{3000}]*[:：][ \x{3000}]*`)
	// notName matches what the name of an attachment does not have.
	notName = pattern.New(`[。！？；;!?]|[:：]|见(?:附|下|后|第|本)|略$|如下$|请|扫码|扫描`)
)

// attachmentLines is the number of lines that a name of an attachment has at most.
const attachmentLines = 3

// attachment reads a paragraph that names attachments, one in each of its lines,
// and reports whether it is one.
func (s *scan) attachment(body []content.Block, i int, p *content.Paragraph) bool {
	text := flat(p.Inlines)
	first, _, _ := strings.Cut(text, "\n")
	switch {
	case s.namesAttachment(body, i, text):
		s.attached = numberOf(first[len(attachmentWord().FindString(first)):])
		if len(first) == len(attachmentWord().FindString(first)) {
			s.attached = 0
		}
	case s.nextAttachment(text):
		s.attached++
	default:
		return false
	}
	for in := p.Inlines; ; {
		line, _, more := strings.Cut(flat(in), "\n")
		a, rest := split(in, len(line))
		s.out = append(s.out, as(piece(a, p), content.Attachment))
		if !more {
			return true
		}
		in = rest[1:]
		if s.attached++; numberOf(flat(in)) != s.attached {
			s.attached = -1
			lead, n := s.lead(strings.TrimLeft(flat(in), blanks))
			s.out = append(s.out, led(piece(in, p), lead, n))
			return true
		}
	}
}

// namesAttachment reports whether block i of the body begins the list of
// attachments if its text is the given one: 附件：1. 甲, or 附件： alone before 1. 甲.
func (s *scan) namesAttachment(body []content.Block, i int, text string) bool {
	if !strings.HasPrefix(text, "附") {
		return false
	}
	line, _, more := strings.Cut(text, "\n")
	word := attachmentWord().FindString(line)
	switch {
	case word == "":
		return false
	case strings.Trim(line[len(word):], blanks) != "":
		return s.isName(line[len(word):])
	case more:
		return numberOf(text[len(line)+1:]) == 1
	case i+1 == len(body):
		return false
	}
	switch next := body[i+1].(type) {
	case *content.Paragraph:
		return numberOf(flat(next.Inlines)) == 1
	case *content.List:
		return next.Ordered && next.Start == 1
	}
	return false
}

// nextAttachment reports whether a paragraph is the name of the next attachment.
func (s *scan) nextAttachment(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	return s.attached >= 0 && numberOf(line) == s.attached+1 && s.isName(line)
}

// isName reports whether a line can be the name of an attachment.
func (s *scan) isName(line string) bool {
	return width(line) <= 2*attachmentLines*s.Measure && !notName().MatchString(line)
}

// numberOf returns the number of an attachment at the beginning of a line, -1 if
// there is none.
func numberOf(line string) int {
	if m, ok := numeral.ItemAt(strings.TrimLeft(line, blanks)); ok {
		return m.N
	}
	return -1
}

// attachmentList reads a list of Markdown that goes on with the names of
// attachments.
func (s *scan) attachmentList(l *content.List) bool {
	if s.attached < 0 || !l.Ordered || l.Labels != nil || l.Start != s.attached+1 {
		return false
	}
	names := make([]*content.Paragraph, len(l.Items))
	for i, item := range l.Items {
		if len(item) != 1 {
			return false
		}
		p, ok := item[0].(*content.Paragraph)
		if !ok || !s.isName(flat(p.Inlines)) || strings.Contains(flat(p.Inlines), "\n") {
			return false
		}
		names[i] = p
	}
	for _, p := range names {
		s.attached++
		n := as(p, content.Attachment)
		place := diag.Place{Source: p.Span.Source, Steps: []diag.Step{{Off: 0, Src: p.Span.Start}}}
		n.Inlines = append([]content.Inline{content.Run{Value: numeral.Like("1", s.attached) + ". ", Place: place}}, p.Inlines...)
		s.out = append(s.out, n)
	}
	return true
}
