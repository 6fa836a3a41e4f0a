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
)

// tabLength returns the length of a tab in em, behind em of other blanks. The text
// before it is measured as Word sets it in most documents: Han are as wide as their
// size, other characters half as wide.
func (r *reader) tabLength(em float64, l look) float64 {
	size := float64(max(l.size*10, 0))
	if size == 0 {
		size = standardSize
	}
	at := r.indent(size) + em*size
	text := flat(r.par.text.list)
	for _, c := range text[strings.LastIndexByte(text, '\n')+1:] {
		if c >= 0x1100 || strings.ContainsRune("“”‘’…—·", c) {
			at += size
		} else {
			at += size / 2
		}
	}
	return (r.nextStop(at) - at) / size
}

// indent returns the indent of the first line of the paragraph.
func (r *reader) indent(size float64) float64 {
	ind := r.property(r.par, "w:ind")
	if n := twips(ind.Attr("w:firstLineChars")); n != 0 {
		return n / 100 * size
	}
	return max(twips(ind.Attr("w:firstLine"))+twips(ind.Attr("w:left")), 0)
}

// nextStop returns the tab stop after a position.
func (r *reader) nextStop(at float64) float64 {
	next := math.Inf(1)
	for n := range r.property(r.par, "w:tabs").Children() {
		if n.Name() == "w:tab" && n.Attr("w:val") != "clear" {
			if pos := twips(n.Attr("w:pos")); pos > at && pos < next {
				next = pos
			}
		}
	}
	if !math.IsInf(next, 1) {
		return next
	}
	return (math.Floor(at/r.tabStop) + 1) * r.tabStop
}

// twips reads a length in twentieths of a point.
func twips(val string) float64 {
	n, _ := strconv.ParseFloat(val, 64)
	if math.IsNaN(n) || math.Abs(n) > 31680 { // 22 inches, the greatest length of Word
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
