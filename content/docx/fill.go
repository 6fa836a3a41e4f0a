package docx

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/opc"
)

// underlined adds underlined text without line breaks. Blanks in it are blanks to fill
// in, which have the length that they have in the document: that of so many U+3000.
func (r *reader) underlined(s string, l look, run content.Run) {
	for s != "" {
		n := len(s) - len(strings.TrimLeft(s, blanks))
		if n == 0 {
			n = strings.IndexAny(s, blanks)
			if n < 0 {
				n = len(s)
			}
			r.text(s[:n], run)
			s = s[n:]
			continue
		}
		r.fill(s[:n], l, run)
		s = s[n:]
	}
}

// fill adds underlined blanks. One single space stays: it is between words.
func (r *reader) fill(s string, l look, run content.Run) {
	if s == " " || s == "\u00a0" {
		r.text(s, run)
		return
	}
	em := 0.0 // their length
	for _, c := range s {
		switch c {
		case '　':
			em++
		case '\t':
			em += r.tabLength(em, l)
		default:
			em += 0.5
		}
	}
	off := len(r.out)
	r.out = append(r.out, s...)
	run.Value = strings.Repeat("　", max(int(math.Ceil(em-0.01)), 1))
	run.Place = diag.Place{Source: r.src}
	// Each of them has the place of a blank.
	blanks := []rune(s)
	for i := range utf8.RuneCountInString(run.Value) {
		at := min(i, len(blanks)-1)
		run.Place.Steps = append(run.Place.Steps, diag.Step{Off: i * len("　"), Src: off + len(string(blanks[:at]))})
	}
	r.par.text.list = append(r.par.text.list, run)
}

// Lengths of a document that says nothing else, in twentieths of a point.
const (
	standardTab  = 720 // from one tab stop to the next
	standardSize = 210 // of type

	maxTwips = 31680 // 22 inches, the greatest length of Word
)

// tabLength returns the length of a tab in em, behind em of other blanks. The text
// before it is measured as Word sets it in most documents: Han are as wide as their
// size, other characters half as wide.
func (r *reader) tabLength(em float64, l look) float64 {
	at, size := r.position(l)
	at += em * size
	stop, _ := r.nextStop(at)
	return (stop - at) / size
}

// position returns the position behind the text of the line, and the size of type.
func (r *reader) position(l look) (at, size float64) {
	size = float64(max(l.size*10, 0))
	if size == 0 {
		size = standardSize
	}
	at = r.indent(size)
	list := r.par.text.list
	for i := len(list) - 1; i >= 0 && at < maxTwips; i-- {
		if _, forced := list[i].(content.Break); forced {
			break
		}
		run, _ := list[i].(content.Run)
		for _, c := range run.Value {
			if c >= 0x1100 || strings.ContainsRune("“”‘’…—·", c) {
				at += size
			} else {
				at += size / 2
			}
		}
	}
	return at, size
}

// leader returns the look of a tab: where the document prints a line up to its stop, or
// dots that nothing follows, it is a blank to fill in.
func (r *reader) leader(n opc.Node, l look) look {
	kind := n.Attr("w:leader")
	if n.Name() == "w:tab" {
		if !r.par.leaders || r.inCode() {
			return l
		}
		at, _ := r.position(l)
		_, kind = r.nextStop(at)
	}
	switch kind {
	case "underscore", "hyphen", "heavy":
		l.run.Decoration.Line = content.Underline
	case "dot", "middleDot":
		if r.afterColon() || endsLine(n) {
			l.run.Decoration.Line = content.Underline
		}
	}
	return l
}

// afterColon reports whether the text so far ends with a colon.
func (r *reader) afterColon() bool {
	list := r.par.text.list
	if len(list) == 0 {
		return false
	}
	run, _ := list[len(list)-1].(content.Run)
	before := strings.TrimRight(run.Value, blanks)
	return strings.HasSuffix(before, "：") || strings.HasSuffix(before, ":")
}

// endsLine reports whether nothing but properties and empty elements stand behind an
// element of a run in its paragraph.
func endsLine(n opc.Node) bool {
	for n.Ok() && n.Name() != "w:p" {
		for next := n.Next(); next.Ok(); next = next.Next() {
			if next.Name() == "w:br" {
				return true
			}
			if !silent(next.Name()) && (next.Name() != "w:r" || hasContent(next)) {
				return false
			}
		}
		n = n.Parent()
	}
	return true
}

// hasLeaders reports whether a paragraph has stops of tabs with lines or dots up to them.
func (r *reader) hasLeaders(p *paragraph) bool {
	for n := range r.property(p, "w:tabs").Children() {
		if leader := n.Attr("w:leader"); leader != "" && leader != "none" {
			return true
		}
	}
	return false
}

// indent returns the indent of the first line of the paragraph.
func (r *reader) indent(size float64) float64 {
	ind := r.property(r.par, "w:ind")
	if n := twips(ind.Attr("w:firstLineChars")); n != 0 {
		return n / 100 * size
	}
	return max(twips(ind.Attr("w:firstLine"))+twips(ind.Attr("w:left")), 0)
}

// nextStop returns the tab stop after a position, and what is printed up to it.
func (r *reader) nextStop(at float64) (next float64, leader string) {
	next = math.Inf(1)
	for n := range r.property(r.par, "w:tabs").Children() {
		if n.Name() == "w:tab" && n.Attr("w:val") != "clear" {
			if pos := twips(n.Attr("w:pos")); pos > at && pos < next {
				next, leader = pos, n.Attr("w:leader")
			}
		}
	}
	if !math.IsInf(next, 1) {
		return next, leader
	}
	return (math.Floor(at/r.tabStop) + 1) * r.tabStop, ""
}

// twips reads a length in twentieths of a point.
func twips(val string) float64 {
	n, _ := strconv.ParseFloat(val, 64)
	if math.IsNaN(n) || math.Abs(n) > maxTwips {
		return 0
	}
	return n
}

// tabStopOf returns the distance of tab stops from the settings of a document.
func tabStopOf(settings opc.Node) float64 {
	if n := twips(settings.Child("w:defaultTabStop").Attr("w:val")); n >= 20 {
		return n
	}
	return standardTab
}
