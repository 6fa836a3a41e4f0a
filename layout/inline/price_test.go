package inline

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/fonts/fonttest"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// roundEm is an em of 10 pt: with the synthetic face every width is a round
// number of thousandths of it.
const roundEm = 10 * unit.Pt

// roundFont has Han of 1 em, Latin of ½ em, spaces of ¼ em.
func roundFont() *Font {
	face := fonttest.Face()
	return &Font{Stack: &fonts.Stack{Role: "round", Han: []*fonts.Face{face}, Latin: []*fonts.Face{face}}, Size: roundEm}
}

func roundParagraph(t *testing.T, text string, settings Settings) *Paragraph {
	t.Helper()
	var log diag.List
	p := NewShaper().Prepare([]Run{{Text: text, Font: roundFont()}}, settings, &log)
	if log.HasErrors() {
		t.Fatalf("%q: %v", text, log.Items())
	}
	return p
}

// milli is a length of so many thousandths of roundEm.
func milli(n int64) unit.Abs { return roundEm.Scale(n, 1000) }

// inMilli writes a length in thousandths of roundEm.
func inMilli(a unit.Abs) string { return fmt.Sprint(int64(a.Scale(1000, int64(roundEm)))) }

// endPrice prices the end of the line [i,j) alone: the line itself is given
// just the width it has.
func endPrice(p *Paragraph, i, j int) int64 {
	s := newSearch(p, 0, len(p.atoms), 0, passes[len(passes)-1], scratch{})
	var c candidate
	s.measureLine(&c, i, j)
	c.target = c.nat
	cost, _, _ := s.price(&c)
	return cost
}

// atomAt returns the number of atoms before a | in a text, and the text without it.
func atomAt(t *testing.T, text string, settings Settings) (p *Paragraph, at int) {
	t.Helper()
	before, after, ok := strings.Cut(text, "|")
	if !ok {
		t.Fatalf("no | in %q", text)
	}
	p = roundParagraph(t, before+after, settings)
	for at < len(p.atoms) && int(p.atoms[at].to) <= len(before) {
		at++
	}
	return p, at
}

// TestPrices compares the price of lines at widths around their own, and of
// line ends, with the golden, so that a changed constant shows there.
func TestPrices(t *testing.T) {
	var b strings.Builder
	b.WriteString("# The price of a line by what it is given beyond its natural width, in thousandths of an em.\n")
	for _, line := range []string{
		"天地玄黄", "天地玄黄宇宙洪荒日月盈昃", "天地，玄黄", "天地（玄黄", "天地。玄黄", "“天地”玄黄。", "天有3个地", "天 VOC 地",
		"ab cd ef", "ab cd ef 天", "abcdef", "天——地", "天……地", "卡·马", "5～8",
	} {
		p := roundParagraph(t, line, Settings{Autospace: 250, Punctuation: Quanjiao})
		tr := p.try(0, len(p.atoms))
		fmt.Fprintf(&b, "\n%s\n", line)
		for _, d := range []int64{-2000, -1000, -500, -250, -125, -50, 0, 50, 125, 250, 375, 500, 1000, 2000} {
			f := tr.solve(tr.nat+milli(d), roundEm)
			fmt.Fprintf(&b, "%+6d  %14d", d, f.cost(&tr, roundEm))
			var used []string
			part := func(name string, n unit.Abs) {
				if n > 0 {
					used = append(used, name+" "+inMilli(n))
				}
			}
			for k, name := range []string{tierEnd: "end", tierWord: "word−", tierDot: "dot", tierBracket: "bracket", tierComma: "comma", tierAuto: "auto−", tierPeriod: "period", tierNumber: "number"} {
				part(name, f.shrink[k])
			}
			part("word", f.word)
			part("auto", f.auto)
			part("han", f.hans)
			part("dash", f.dashes)
			part("extra", f.extra)
			part("short", f.short)
			part("over", f.over)
			if f.loose(&tr, roundEm) {
				used = append(used, "loose")
			}
			if len(used) > 0 {
				b.WriteString("  " + strings.Join(used, ", "))
			}
			b.WriteByte('\n')
		}
	}
	b.WriteString("\n# The price of a line's end.\n\n")
	settings := Settings{Autospace: 250, Hyphenate: true}
	for _, text := range []string{
		"天地|玄黄", "天地，|玄黄", "1954|年初", "100 |万", "天地|——玄", "天地|……玄", "天 environ|mental 地", "天 en|vironmental 地",
		"天地”|」』玄", "天地”」|』玄", "天12|34地", "天10 |kg地", "天a|b地",
	} {
		p, at := atomAt(t, text, settings)
		fmt.Fprintf(&b, "%14d  %s\n", endPrice(p, 0, at), text)
	}
	b.WriteString("\n# The price of a paragraph's last line.\n\n")
	for _, text := range []string{
		"天|", "天地|天", "天地|天。", "天地|a", "天地|ab", "天地|abc", "天地|abcd", "天地|天。”", "天地|天地", "天地|天地玄", "天地|天地玄a",
		"天地|天地玄黄", "天地|天地玄黄宇",
	} {
		p, at := atomAt(t, text, settings)
		from := at
		if at == len(p.atoms) {
			from = 0
		}
		fmt.Fprintf(&b, "%14d  %s\n", endPrice(p, from, len(p.atoms)), text)
	}
	golden(t, "prices.txt", b.String())
}

// TestPricesByHand computes some prices of the golden from the definitions: a
// gap between Han of g ten-thousandths of an em costs 100 + g(g+400)/100 +
// g³/20000, above ⅛ em 200 000 more; a part of a tier costs 20 and its share of
// the tier's price by the square.
func TestPricesByHand(t *testing.T) {
	quanjiao := Settings{Autospace: 250, Punctuation: Quanjiao}
	for _, c := range []struct {
		text string
		d    int64 // beyond the natural width, in thousandths of an em
		want int64
	}{
		// Three gaps share 300: g = 1000. 100 + 1000·1400/100 + 10⁹/20000.
		{"天地玄黄", 300, 100 + 14_000 + 50_000},
		// g = 1250 is ⅛ em, and not loose yet. 100 + 1250·1650/100 + 1250³/20000.
		{"天地玄黄", 375, 100 + 20_625 + 97_656},
		// g = 2000 is loose.
		{"天地玄黄", 600, 100 + 48_000 + 400_000 + 200_000},
		// g = 4000: beyond ¼ em each ten-thousandth costs 1500.
		{"天地玄黄", 1200, 100 + 2500*2900/100 + 2500*2500*2500/20_000 + 1500*1500 + 200_000},
		// Half of a comma's blank, ½ em.
		{"天地，玄黄", -250, 20 + 500/4},
		{"天地。玄黄", -500, 20 + 1500},
		// Two Han–Latin spaces of ¼ em open to ½ em.
		{"天有3个地", 250, 30 + 600/4},
		// Two word spaces of ¼ em open to ½ em.
		{"ab cd ef", 500, 20 + 300},
		// Nothing stretches: left short, 100 for each thousandth of an em.
		{"abcdef", 250, 500_000_000 + 25_000},
		// Nothing shrinks: too wide, 1000 for each thousandth.
		{"天地玄黄", -250, 3_000_000_000_000 + 250_000},
		{"天地玄黄", 0, 0},
	} {
		p := roundParagraph(t, c.text, quanjiao)
		tr := p.try(0, len(p.atoms))
		f := tr.solve(tr.nat+milli(c.d), roundEm)
		if got := f.cost(&tr, roundEm); got != c.want {
			t.Errorf("%s at %+d: %d, want %d", c.text, c.d, got, c.want)
		}
	}
}

// TestLastLinePrice: the last line costs nothing from 4 em on, something below,
// and almost everything as a lone character (RULES 4.4).
func TestLastLinePrice(t *testing.T) {
	for _, c := range []struct {
		text string
		want int64
	}{
		{"天地玄黄|宇宙洪荒", 0},
		{"天地玄黄|宇宙洪a", 200}, // 3½ em and a Han–Latin space of ¼
		{"天地玄黄|宇宙", 200},
		{"天地玄黄|abcd", 200},
		{"天地玄黄|宇。", priceLonely},
		{"天地玄黄|abc", priceLonely},
		{"宇|", 0}, // a paragraph of one line is exempt
	} {
		p, at := atomAt(t, c.text, Settings{Autospace: 250})
		if at == len(p.atoms) {
			at = 0
		}
		if got := endPrice(p, at, len(p.atoms)); got != c.want {
			t.Errorf("%s: %d, want %d", c.text, got, c.want)
		}
	}
}

// TestConsecutiveStretch: of two stretched lines in a row the second costs half
// as much again and 300 (RULES 4.3). The text can be set in one way only
// without loose lines: in lines of four Han, whose three gaps share 0.2 em.
func TestConsecutiveStretch(t *testing.T) {
	p := roundParagraph(t, "天地玄黄宇宙洪荒日月盈昃", Settings{})
	ends, cost := p.search(0, len(p.atoms), milli(4200), passes[0])
	if fmt.Sprint(ends) != "[4 8 12]" {
		t.Fatalf("lines end at %v", ends)
	}
	// g = 666: 100 + 666·1066/100 + 666³/20000, each term rounded down.
	line := int64(100 + 7099 + 14_770)
	if want := line + line + 300 + line/2; cost != want {
		t.Errorf("cost %d, want %d", cost, want)
	}
	// No surcharge where the line between them is not stretched: 宇，洪荒， is
	// 4.5 em, its inner comma gives up 0.3 of its 0.5 em, 20 + 500·0.6².
	p = roundParagraph(t, "天地玄黄宇，洪荒，日月盈昃寒来暑往", Settings{})
	ends, cost = p.search(0, len(p.atoms), milli(4200), passes[0])
	if fmt.Sprint(ends) != "[4 9 13 17]" {
		t.Fatalf("lines end at %v", ends)
	}
	if want := line + 200 + line; cost != want {
		t.Errorf("cost %d, want %d", cost, want)
	}
}

// TestHourglass: a title of three lines whose middle one is the shortest gives
// way to a less balanced one that is not. The words are 6, 4, 2 and 3 em long
// and ½ em apart, the mean of three lines is 5.5 em. In squares of a tenth of an
// em, 6 | 4 | 2+3 costs 5² + 15² + 0 = 250, 6 | 4+2 | 3 costs 5² + 10² + 25² = 750.
func TestHourglass(t *testing.T) {
	text := "甲乙丙丁戊己 庚辛壬癸 子丑 寅卯辰"
	for trapezoid, want := range map[bool]string{
		true:  "甲乙丙丁戊己 |庚辛壬癸 子丑 |寅卯辰",
		false: "甲乙丙丁戊己 |庚辛壬癸 |子丑 寅卯辰",
	} {
		p := roundParagraph(t, text, Settings{Title: true, Align: Center, Trapezoid: trapezoid})
		if got := joined(p.Break(8 * roundEm)); got != want {
			t.Errorf("trapezoid %v: %s, want %s", trapezoid, got, want)
		}
	}
}

// TestEqualTitleLines: lines that differ win over lines of equal length where
// the balance they lose is worth less than 300 squares of a tenth of an em. The
// words are 3, ½ and 4 em long and ¼ em apart, the mean of two lines is 4 em: 3+½
// | 4 costs 2², 3 | ½+4 costs 10² + 7², each tenth rounded down.
func TestEqualTitleLines(t *testing.T) {
	for trapezoid, want := range map[bool]string{true: "甲乙丙 |5 丁戊己庚", false: "甲乙丙 5 |丁戊己庚"} {
		p := roundParagraph(t, "甲乙丙 5 丁戊己庚", Settings{Title: true, Align: Center, Trapezoid: trapezoid})
		if got := joined(p.Break(5 * roundEm)); got != want {
			t.Errorf("trapezoid %v: %s, want %s", trapezoid, got, want)
		}
	}
}

// TestShortTitleEnd: rather than leave two characters on its last line, a title
// is broken inside a word. A last word of three
// characters may stand alone.
func TestShortTitleEnd(t *testing.T) {
	for text, want := range map[string]string{
		"甲乙丙丁戊 己庚":  "甲乙丙丁|戊 己庚",
		"甲乙丙丁戊 己庚辛": "甲乙丙丁戊 |己庚辛",
	} {
		p := roundParagraph(t, text, Settings{Title: true, Align: Center})
		if got := joined(p.Break(6 * roundEm)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestShares checks that the members of a class share an amount evenly, by the
// rounded running total, and without remainder.
func TestShares(t *testing.T) {
	var s share
	for k, want := range []unit.Abs{33, 34, 33} {
		if got := s.next(100, 1, 3); got != want {
			t.Errorf("member %d of 3 has %d of 100, want %d", k+1, got, want)
		}
	}
	s = share{}
	for k, c := range []struct{ capacity, want unit.Abs }{{1, 1}, {1, 2}, {2, 2}, {4, 5}} { // 10 in 8 parts: 1.25, 2.5, 5, 10
		if got := s.next(10, c.capacity, 8); got != c.want {
			t.Errorf("member %d has %d, want %d", k+1, got, c.want)
		}
	}
}

// TestSqueezedMarkAtLineEnd: in the full-width style a mark that gave its blank
// to the next has it back where the line ends between them, and the next one
// too (RULES 2.2, 2.3).
func TestSqueezedMarkAtLineEnd(t *testing.T) {
	p := roundParagraph(t, "天，“地", Settings{Punctuation: Quanjiao})
	if whole := p.try(0, 4); whole.nat != milli(3500) {
		t.Errorf("in a line: %s", inMilli(whole.nat))
	}
	first, second := p.try(0, 2), p.try(2, 4)
	if first.nat != milli(2000) || first.shrink[tierEnd] != milli(500) {
		t.Errorf("before the line end: %s, of which %s shrinks", inMilli(first.nat), inMilli(first.shrink[tierEnd]))
	}
	if second.nat != milli(2000) {
		t.Errorf("behind it: %s", inMilli(second.nat))
	}
}

// TestRepairs checks the repair recorded for a line.
func TestRepairs(t *testing.T) {
	for _, c := range []struct {
		text  string
		milli int64
		want  frame.Repair
	}{
		{"天地玄黄宇宙洪荒", 4000, frame.RepairNone},
		{"天地玄黄宇宙洪荒", 4200, frame.RepairStretch},
		{"天地玄黄宇宙洪荒", 4376, frame.RepairLoose},
		{"天，玄黄宇宙洪", 3500, frame.RepairShrink},
		{"天地玄黄宇宙洪荒", 500, frame.RepairForced},
	} {
		p := roundParagraph(t, c.text, Settings{Punctuation: Quanjiao})
		if got := p.Break(milli(c.milli))[0].Repair; got != c.want {
			t.Errorf("%s at %d: %s, want %s", c.text, c.milli, got, c.want)
		}
	}
}
