package check_test

import (
	"strconv"
	"strings"
	"testing"

	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// eighth is the unit of handmade lines: an eighth of an em of 16 pt.
const (
	eighth = 2 * unit.Pt
	quad   = 8 * eighth
)

// made is a line written by hand. Its spec is glyphs separated by spaces:
// "字" is one em wide, ASCII half an em, "，:4" four eighths; "+2" is glue of two
// eighths, "_2" a typed space set as such glue, "~" a hyphen added.
type made struct {
	spec    string
	repair  frame.Repair
	measure int  // in eighths; 0: the width
	ragged  bool // not to be justified though it is no last line
	x       int
}

func (m made) line() frame.Line {
	l := frame.Line{Size: quad, Repair: m.repair, Kind: frame.KindBody, X: unit.Abs(m.x) * eighth}
	if l.Repair == "" {
		l.Repair = frame.RepairNone
	}
	x := unit.Abs(0)
	var text strings.Builder
	for _, tok := range strings.Split(m.spec, " ") {
		n := func(s string) unit.Abs {
			v, err := strconv.Atoi(s)
			if err != nil {
				panic(err)
			}
			return unit.Abs(v) * eighth
		}
		switch {
		case len(tok) > 1 && tok[0] == '+':
			x += n(tok[1:])
			continue
		case tok[0] == '_':
			text.WriteByte(' ')
			if len(tok) > 1 {
				x += n(tok[1:])
			}
			continue
		}
		g := frame.Glyph{X: x, Size: quad}
		name, width, given := strings.Cut(tok, ":")
		if tok == ":" {
			name, given = tok, false
		}
		switch {
		case given:
			g.Advance = n(width)
		case name[0] < 0x80:
			g.Advance = 4 * eighth
		default:
			g.Advance = quad
		}
		if name == "~" {
			g.Hyphen = true
		} else {
			g.Text = name
			text.WriteString(name)
		}
		l.Glyphs = append(l.Glyphs, g)
		x += g.Advance
	}
	if n := len(l.Glyphs); n > 0 {
		l.Width = l.Glyphs[n-1].X + l.Glyphs[n-1].Advance
	}
	l.Text, l.Measure, l.Justify = text.String(), l.Width, !m.ragged
	if m.measure != 0 {
		l.Measure = unit.Abs(m.measure) * eighth
	}
	return l
}

func paragraph(lines ...made) (source string, out []frame.Line) {
	for i, m := range lines {
		l := m.line()
		l.First, l.Last = i == 0, i == len(lines)-1
		if l.Last {
			l.Justify = false
		}
		source += l.Text
		if m.ragged && !l.Last {
			source += "\n"
		}
		out = append(out, l)
	}
	return source, out
}

const tail = "完 了 没 有" // a last line nothing is wrong with

// wrong lists lines that break one rule each; right is the same done well.
var wrong = []struct {
	name         string
	rule         string // what must be found; "" in a case of right lines only
	right, wrong []made
	settings     func(*check.Settings)
}{
	{name: "stop at line start", rule: "line-start 1.1",
		right: []made{{spec: "水 务 ，:4"}, {spec: tail}},
		wrong: []made{{spec: "水 务"}, {spec: "， " + tail}}},
	{name: "single dash at line start", rule: "line-start 1.1",
		right: []made{{spec: "水 务 —"}, {spec: tail}},
		wrong: []made{{spec: "水 务"}, {spec: "— " + tail}}},
	{name: "percent at line start", rule: "line-start 1.1",
		right: []made{{spec: "水 +2 5 %"}, {spec: tail}},
		wrong: []made{{spec: "水 +2 5"}, {spec: "% " + tail}}},
	{name: "bracket at line end", rule: "line-end 1.2",
		right: []made{{spec: "水 务"}, {spec: "（:4 完 了 没 有 ）:4"}},
		wrong: []made{{spec: "水 务 （"}, {spec: "完 了 没 有 ）:4"}}},
	{name: "dash behind a bracket at line end", rule: "line-end 1.2",
		right: []made{{spec: "水 务"}, {spec: "（:4 ——:16 完 了 没 有 ）:4"}},
		wrong: []made{{spec: "水 务 （ ——:16"}, {spec: "完 了 没 有 ）:4"}}},
	{name: "currency at line end", rule: "line-end 1.2",
		right: []made{{spec: "水 务"}, {spec: "$ 5 +2 " + tail}},
		wrong: []made{{spec: "水 务 $"}, {spec: "5 +2 " + tail}}},
	{name: "slash at line end", rule: "line-end 1.3 gb",
		right: []made{{spec: "水 务"}, {spec: "河 /:4 " + tail}},
		wrong: []made{{spec: "水 务 /:4"}, {spec: tail}}},
	{name: "dash at line start, strict", rule: "line-start 1.3 strict",
		right:    []made{{spec: "水 务 ——:16"}, {spec: tail}},
		wrong:    []made{{spec: "水 务"}, {spec: "——:16 " + tail}},
		settings: func(s *check.Settings) { s.Level = check.LevelStrict }},
	{name: "dash at line start", rule: "",
		right: []made{{spec: "水 务"}, {spec: "——:16 " + tail}}},
	{name: "inside a dash", rule: "pair 1.4",
		right: []made{{spec: "水 — —"}, {spec: tail}},
		wrong: []made{{spec: "水 —"}, {spec: "— " + tail}}},
	{name: "inside four dots", rule: "pair 1.4",
		right: []made{{spec: "水 … …"}, {spec: "… … " + tail}},
		wrong: []made{{spec: "水 … … …"}, {spec: "… " + tail}}},
	{name: "inside a number", rule: "digits 1.5",
		right: []made{{spec: "水 +2 1 , 2 3"}, {spec: tail}},
		wrong: []made{{spec: "水 +2 1 ,"}, {spec: "2 3 +2 " + tail}}},
	{name: "number and unit", rule: "unit 1.5",
		right: []made{{spec: "水 +2 1 0 _2 k g"}, {spec: tail}},
		wrong: []made{{spec: "水 +2 1 0 _"}, {spec: "k g +2 " + tail}}},
	{name: "sign and number", rule: "sign 1.5",
		right: []made{{spec: "水 ± 5"}, {spec: tail}},
		wrong: []made{{spec: "水 ±"}, {spec: "5 +2 " + tail}}},
	{name: "full-width sign and number", rule: "sign 1.5",
		right: []made{{spec: "水 务"}, {spec: "＋ 5 +2 " + tail}},
		wrong: []made{{spec: "水 务 ＋"}, {spec: "5 +2 " + tail}}},
	{name: "full-width hyphen at line start", rule: "line-start 1.1",
		right: []made{{spec: "水 务 －"}, {spec: tail}},
		wrong: []made{{spec: "水 务"}, {spec: "－ " + tail}}},
	{name: "inside a ratio", rule: "ratio 1.5",
		right: []made{{spec: "水 +2 3 ∶ 5"}, {spec: tail}},
		wrong: []made{{spec: "水 +2 3 ∶"}, {spec: "5 +2 " + tail}}},
	{name: "end of a topic", rule: "line-start 1.1",
		right: []made{{spec: "水 # 完 了 #"}, {spec: tail}},
		wrong: []made{{spec: "水 # 完 了"}, {spec: "# " + tail}}},
	{name: "inside a word", rule: "word 1.5",
		right: []made{{spec: "水 +2 w a ~"}, {spec: "t e r +2 " + tail}},
		wrong: []made{{spec: "水 +2 w a"}, {spec: "t e r +2 " + tail}}},
	{name: "inside a formula", rule: "subscript 1.5",
		right: []made{{spec: "水 +2 N H ₃:4 - N"}, {spec: tail}},
		wrong: []made{{spec: "水 +2 N H ₃:4 -"}, {spec: "N +2 " + tail}}},
	{name: "note mark", rule: "note 1.5",
		right: []made{{spec: "水 务 [ 1 ]"}, {spec: tail}},
		wrong: []made{{spec: "水 务"}, {spec: "[ 1 ] " + tail}}},
	{name: "inside an address", rule: "literal 1.5",
		right: []made{{spec: "水 +2 w w w . a ."}, {spec: "b c +2 " + tail}},
		wrong: []made{{spec: "水 +2 w w w . a . b -"}, {spec: "c +2 " + tail}}},
	{name: "anywhere in an address", rule: "literal 1.5",
		right: []made{{spec: "水 +2 w w w . a . b c"}, {spec: "d e f g +2 " + tail}},
		wrong: []made{{spec: "水 +2 w w w . a . b / % 4"}, {spec: "1 +2 " + tail}}},
	{name: "one letter of an address", rule: "literal 1.5",
		right: []made{{spec: "水 +2 w w w . a b c / d e"}, {spec: "f g / h +2 " + tail}},
		wrong: []made{{spec: "水 +2 w w w . a b c / d"}, {spec: "e f g / h +2 " + tail}}},
	{name: "one digit of an address", rule: "literal 1.5",
		right: []made{{spec: "水 +2 w w w . a b c / 1 2"}, {spec: "3 4 / h +2 " + tail}},
		wrong: []made{{spec: "水 +2 w w w . a b c / 1 2 3"}, {spec: "4 / h i +2 " + tail}}},
	{name: "end of an address", rule: "literal 1.5",
		right: []made{{spec: "水 +2 w w w . a . b c d /"}, {spec: "e +2 " + tail}},
		wrong: []made{{spec: "水 +2 w w w . a . b"}, {spec: "c d e +2 " + tail}}},
	{name: "identifier", rule: "word 1.5",
		right: []made{{spec: "水 +2 f l o w . s t a t i"}, {spec: "o n . n o +2 " + tail}},
		wrong: []made{{spec: "水 +2 f l o w s t a t i"}, {spec: "o n n o +2 " + tail}}},
	{name: "version", rule: "digits 1.5",
		right: []made{{spec: "水 +2 a 2 0 2 6 0 3 1 8 . 1 4 1 5"}, {spec: "2 6 . 1 8 +2 " + tail}},
		wrong: []made{{spec: "水 +2 v 2 0 2 6 0 3 1 8 . 1 4 1 5"}, {spec: "2 6 . 1 8 +2 " + tail}}},
	{name: "ligature in an address", rule: "literal 1.5",
		right: []made{{spec: "水 +2 w w w . f i . b +2 了"}, {spec: tail}},
		wrong: []made{{spec: "水 +2 w w w . fi . b +2 了"}, {spec: tail}}},
	{name: "hyphen in an address", rule: "literal 1.5",
		right: []made{{spec: "水 +2 w w w . a ."}, {spec: "b c +2 " + tail}},
		wrong: []made{{spec: "水 +2 w w w . a . b ~"}, {spec: "c +2 " + tail}}},
	{name: "word joiner", rule: "asked 1.6",
		right: []made{{spec: "水 \u2060:0 务"}, {spec: tail}},
		wrong: []made{{spec: "水 \u2060:0"}, {spec: "务 " + tail}}},
	{name: "variation selector parted", rule: "cluster UAX14",
		right: []made{{spec: "水 葛\U000e0101"}, {spec: tail}},
		wrong: []made{{spec: "水 葛"}, {spec: "\U000e0101:0 " + tail}}},
	{name: "no-break space", rule: "asked 1.6",
		right: []made{{spec: "水 务 \u00a0:4 没"}, {spec: tail}},
		wrong: []made{{spec: "水 务"}, {spec: "\u00a0:4 " + tail}}},
	{name: "second slash of an address", rule: "line-start 1.1",
		right: []made{{spec: "水 +2 h t t p s : / /"}, {spec: "a . b c +2 " + tail}},
		wrong: []made{{spec: "水 +2 h t t p s : /"}, {spec: "/ a . b c +2 " + tail}}},
	{name: "small kana", rule: "line-start UAX14",
		right: []made{{spec: "水 ロ ー"}, {spec: tail}},
		wrong: []made{{spec: "水 ロ"}, {spec: "ー " + tail}}},
	{name: "ASCII comma at line start", rule: "line-start UAX14",
		right: []made{{spec: "水 +2 a ,"}, {spec: tail}},
		wrong: []made{{spec: "水 +2 a"}, {spec: ", " + tail}}},
	{name: "ASCII bracket at line end", rule: "line-end UAX14",
		right: []made{{spec: "水 务"}, {spec: "( a ) " + tail}},
		wrong: []made{{spec: "水 务 ("}, {spec: "a ) " + tail}}},
	{name: "hyphen after Han", rule: "hyphen 1.5",
		right: []made{{spec: "水 务"}, {spec: tail}},
		wrong: []made{{spec: "水 务 ~"}, {spec: tail}}},
	{name: "zero-width space", rule: "",
		right: []made{{spec: "水 +2 w a \u200b:0"}, {spec: "t e r +2 " + tail}}},
	{name: "level none", rule: "",
		right:    []made{{spec: "水 —"}, {spec: "— ， 没 有"}},
		settings: func(s *check.Settings) { s.Level, s.NoWidths = check.LevelNone, true }},
	{name: "two hyphens in a row", rule: "hyphens 4.2",
		right: []made{{spec: "水 +2 w a ~"}, {spec: "t e r s"}, {spec: tail}},
		wrong: []made{{spec: "水 +2 w a ~"}, {spec: "t e ~"}, {spec: "r s +2 " + tail}}},

	{name: "text lost", rule: "text 9",
		right: []made{{spec: "水 务 _"}, {spec: tail}},
		wrong: []made{{spec: "水 务 丢:0"}, {spec: tail}}},
	{name: "short of the measure", rule: "sum 9",
		right: []made{{spec: "水 务", measure: 16}, {spec: tail}},
		wrong: []made{{spec: "水 务", measure: 17, repair: frame.RepairStretch}, {spec: tail}}},
	{name: "over the measure", rule: "sum 9",
		right: []made{{spec: "水 务", measure: 15, repair: frame.RepairForced}, {spec: tail}},
		wrong: []made{{spec: tail, measure: 31}}},
	{name: "overlap", rule: "order 9",
		right: []made{{spec: "水 +0 务"}, {spec: tail}},
		wrong: []made{{spec: "水 +-1 务"}, {spec: tail}}},
	{name: "glue before the first box", rule: "sum 9",
		right: []made{{spec: "水 务"}, {spec: tail}},
		wrong: []made{{spec: "+1 水 务"}, {spec: tail}}},

	{name: "Han too narrow", rule: "box 2.1",
		right: []made{{spec: tail}},
		wrong: []made{{spec: "完 了:7 没 有"}}},
	{name: "middle dot", rule: "box 2.1",
		right: []made{{spec: "完 ·:4 没 有"}},
		wrong: []made{{spec: "完 ·:8 没 有"}}},
	{name: "middle dot too narrow", rule: "box 2.1",
		right: []made{{spec: "完 ·:4 没 有"}},
		wrong: []made{{spec: "完 ·:3 没 有"}}},
	{name: "Latin quote among Han", rule: "quotes 1.8",
		right: []made{{spec: "对 “ 没 ” 完 有"}},
		wrong: []made{{spec: "对 “:3 没 ”:3 完 有"}}},
	{name: "fused marks", rule: "marks 2.2",
		right: []made{{spec: "完 ？:4 ！:4 没 有"}},
		wrong: []made{{spec: "完 ？:4 ！:8 没 有"}}},
	{name: "three fused", rule: "marks 2.2",
		right: []made{{spec: "完 ！:4 ！:4 ！:8 没 有"}},
		wrong: []made{{spec: "完 ！:4 ！:4 ！:4 没 有"}}},
	{name: "pair not squeezed", rule: "marks 2.2",
		right: []made{{spec: "完 。:4 」 没 有"}},
		wrong: []made{{spec: "完 。 」 没 有"}}},
	{name: "pair squeezed twice", rule: "marks 2.2",
		right: []made{{spec: "完 ）:4 （ 没 有"}},
		wrong: []made{{spec: "完 ）:4 （:4 没 有"}}},
	{name: "no blank between", rule: "marks 2.2",
		right: []made{{spec: "完 （ ） 没 有"}},
		wrong: []made{{spec: "完 （ ）:4 没 有"}}},
	{name: "dash and bracket", rule: "marks 2.2",
		right: []made{{spec: "完 ——:16 《:4 没 有 》:4"}},
		wrong: []made{{spec: "完 ——:16 《 没 有 》:4"}}},
	{name: "dots and bracket", rule: "marks 2.2",
		right: []made{{spec: "完 ……:16 《 没 有 》:4"}},
		wrong: []made{{spec: "完 ……:16 《:4 没 有 》:4"}}},
	{name: "ASCII brackets", rule: "marks 2.2",
		right: []made{{spec: "完 (:3 《:4 没 》:4 ):3 有 完 了"}},
		wrong: []made{{spec: "完 (:3 《 没 》 ):3 有 完 了"}}},
	{name: "stop and dash", rule: "marks 2.2",
		right: []made{{spec: "完 。 ——:16 没 有"}},
		wrong: []made{{spec: "完 。:4 ——:16 没 有"}}},
	{name: "dash of less than two em", rule: "marks 2.2",
		right: []made{{spec: "完 ——:16 没 有"}},
		wrong: []made{{spec: "完 ——:14 没 有"}}},
	{name: "line end, hangmo", rule: "marks 2.2",
		right: []made{{spec: "完 了 没 有 。:4"}},
		wrong: []made{{spec: "完 了 没 有 。"}}},
	{name: "line end, quanjiao", rule: "marks 2.2",
		right:    []made{{spec: "完 了 没 有 。"}},
		wrong:    []made{{spec: "完 了 没 有 。:4"}},
		settings: func(s *check.Settings) { s.Style = check.Quanjiao }},
	{name: "kaiming", rule: "marks 2.2",
		right:    []made{{spec: "完 ，:4 没 。 有 ！ 完 了"}},
		wrong:    []made{{spec: "完 ， 没 有"}},
		settings: func(s *check.Settings) { s.Style = check.Kaiming }},
	{name: "banjiao", rule: "marks 2.2",
		right:    []made{{spec: "完 ，:4 “:4 没 ”:4 。:4 有 了"}},
		wrong:    []made{{spec: "完 。 没 有"}},
		settings: func(s *check.Settings) { s.Style = check.Banjiao }},
	{name: "line start", rule: "marks 2.2",
		right: []made{{spec: "（:4 没 有 ）:4"}},
		wrong: []made{{spec: "（ 没 有 ）:4"}}},
	{name: "line start not trimmed", rule: "marks 2.2",
		right:    []made{{spec: "（ 没 有 ）:4"}},
		wrong:    []made{{spec: "（:4 没 有 ）:4"}},
		settings: func(s *check.Settings) { s.TrimStart = false }},
	{name: "narrower than the ink", rule: "marks 2.2",
		right: []made{{spec: "完 ，:4 没 有", repair: frame.RepairShrink}, {spec: tail}},
		wrong: []made{{spec: "完 ，:3 没 有", repair: frame.RepairForced}, {spec: tail}}},
	{name: "inside a bracket", rule: "marks 2.2",
		right: []made{{spec: "完 （ 没 有 ） 完"}},
		wrong: []made{{spec: "完 （ +2 没 有 ） 完"}}},

	{name: "no gap between scripts", rule: "scripts 3",
		right: []made{{spec: "第 +2 3 +2 没 有"}},
		wrong: []made{{spec: "第 +2 3 没 有"}}},
	{name: "typed space between scripts", rule: "scripts 3",
		right: []made{{spec: "第 _2 3 +2 没 有"}},
		wrong: []made{{spec: "第 _4 3 +2 没 有"}}},
	{name: "beyond half an em", rule: "scripts 3",
		right: []made{{spec: "第 +4 3 +4 没 有", repair: frame.RepairStretch}, {spec: tail}},
		wrong: []made{{spec: "第 +5 3 +5 没 有", repair: frame.RepairStretch}, {spec: tail}}},
	{name: "under an eighth", rule: "scripts 3",
		right: []made{{spec: "第 +1 3 +1 没 有", repair: frame.RepairShrink}, {spec: tail}},
		wrong: []made{{spec: "第 +0 3 +0 没 有", repair: frame.RepairShrink}, {spec: tail}}},
	{name: "gap beside a mark", rule: "marks 2.2",
		right: []made{{spec: "第 +2 3 ， 没 有"}},
		wrong: []made{{spec: "第 +2 3 +2 ， 没 有"}}},
	{name: "space between Han", rule: "space 3",
		right: []made{{spec: "完 了 _4 没 有"}},
		wrong: []made{{spec: "完 了 _2 没 有"}}},

	{name: "loose, not flagged", rule: "loose 4.2",
		right: []made{{spec: "完 +2 了 +2 没", repair: frame.RepairLoose}, {spec: tail}},
		wrong: []made{{spec: "完 +2 了 +2 没", repair: frame.RepairStretch}, {spec: tail}}},
	{name: "gap in a line not stretched", rule: "gap 4",
		right: []made{{spec: "完 +1 了 +1 没", repair: frame.RepairStretch}, {spec: tail}},
		wrong: []made{{spec: "完 +1 了 +1 没", repair: frame.RepairNone}, {spec: tail}}},
	{name: "uneven", rule: "even 4.2",
		right: []made{{spec: "完 +1 了 +1 没", repair: frame.RepairStretch}, {spec: tail}},
		wrong: []made{{spec: "完 +1 了 没", repair: frame.RepairStretch}, {spec: tail}}},
	{name: "scripts before Han", rule: "tiers 4.2",
		right: []made{{spec: "第 +4 3 +4 完 +1 了", repair: frame.RepairStretch}, {spec: tail}},
		wrong: []made{{spec: "第 +2 3 +2 完 +1 了", repair: frame.RepairStretch}, {spec: tail}}},
	{name: "word space before scripts", rule: "tiers 4.2",
		right: []made{{spec: "第 +3 a _4 b +3 完", repair: frame.RepairStretch}, {spec: tail}},
		wrong: []made{{spec: "第 +3 a _2 b +3 完", repair: frame.RepairStretch}, {spec: tail}}},
	{name: "beside marks alike", rule: "stretch 4.2",
		right: []made{{spec: "完 +1 了 ， +1 没", repair: frame.RepairStretch}, {spec: tail}},
		wrong: []made{{spec: "完 +1 了 ， 没", repair: frame.RepairStretch}, {spec: tail}}},
	{name: "before a stop", rule: "stretch 4.2",
		right: []made{{spec: "完 +1 了 ， +1 没", repair: frame.RepairStretch}, {spec: tail}},
		wrong: []made{{spec: "完 +1 了 +1 ， +1 没", repair: frame.RepairStretch}, {spec: tail}}},
	{name: "inside a word", rule: "tight 4.2",
		right: []made{{spec: "完 +4 a b +4 没", repair: frame.RepairStretch}, {spec: tail}},
		wrong: []made{{spec: "完 +4 a +1 b +4 没", repair: frame.RepairStretch}, {spec: tail}}},
	{name: "brackets before stops", rule: "tiers 4.1",
		right: []made{{spec: "完 （:4 了 ）:4 没 。:6 了", repair: frame.RepairShrink}, {spec: tail}},
		wrong: []made{{spec: "完 （ 了 ） 没 。:4 了", repair: frame.RepairShrink}, {spec: tail}}},
	{name: "commas before scripts", rule: "tiers 4.1",
		right: []made{{spec: "完 ，:4 了 +1 3 +1 了", repair: frame.RepairShrink}, {spec: tail}},
		wrong: []made{{spec: "完 ， 了 +1 3 +1 了", repair: frame.RepairShrink}, {spec: tail}}},
	{name: "an item's number before commas", rule: "tiers 4.1",
		right: []made{{spec: "（:4 一 ） 没 ，:6 了 完", repair: frame.RepairShrink}, {spec: tail}},
		wrong: []made{{spec: "（:4 一 ）:6 没 ， 了 完", repair: frame.RepairShrink}, {spec: tail}}},
	{name: "one comma gives all", rule: "even 4.1",
		right: []made{{spec: "完 ，:6 了 ，:6 了", repair: frame.RepairShrink}, {spec: tail}},
		wrong: []made{{spec: "完 ，:4 了 ，:8 了", repair: frame.RepairShrink}, {spec: tail}}},

	{name: "a gap above a quarter", rule: "gap 4.2",
		right: []made{{spec: "完 +2 了 +2 没", repair: frame.RepairLoose}, {spec: tail}},
		wrong: []made{{spec: "完 +3 了 +3 没", repair: frame.RepairLoose}, {spec: tail}}},
	{name: "a word space above one em", rule: "space 4.2",
		right: []made{{spec: "a b _8 c d", repair: frame.RepairLoose}, {spec: tail}},
		wrong: []made{{spec: "a b _9 c d", repair: frame.RepairLoose}, {spec: tail}}},
	{name: "ragged, though the next character fits", rule: "ragged 4.2",
		right: []made{{spec: "完 了 没", repair: frame.RepairRagged, measure: 30}, {spec: "有 ， 完 ， 了"}},
		wrong: []made{{spec: "完 了 没", repair: frame.RepairRagged, measure: 34}, {spec: "有 完 ， 了 ，"}}},
	{name: "ragged, though it could be filled", rule: "ragged 4.2",
		right: []made{{spec: "完 了 没", repair: frame.RepairRagged, measure: 29}, {spec: tail}},
		wrong: []made{{spec: "完 了 没", repair: frame.RepairRagged, measure: 27}, {spec: tail}}},
	{name: "ragged, though the next part of the address fits", rule: "ragged 4.2",
		right: []made{{spec: "水 +2 w w w . a b c /", repair: frame.RepairRagged, measure: 62}, {spec: "d e f / g h +2 " + tail}},
		wrong: []made{{spec: "水 +2 w w w . a b c /", repair: frame.RepairRagged, measure: 70}, {spec: "d e f / g h +2 " + tail}}},
	{name: "ragged with gaps that would take a letter of the address", rule: "ragged 4.2",
		right: []made{{spec: "完 了 没 完 +2 w w w . a b c /", repair: frame.RepairRagged, measure: 94}, {spec: "d e f g h / i +2 " + tail}},
		wrong: []made{{spec: "完 了 没 完 了 +2 w w w . a b c /", repair: frame.RepairRagged, measure: 102}, {spec: "d e f g h / i +2 " + tail}}},
	{name: "ragged and stretched", rule: "gap 4",
		right: []made{{spec: "完 了 没", repair: frame.RepairRagged, measure: 29}, {spec: tail}},
		wrong: []made{{spec: "完 +1 了 +1 没", repair: frame.RepairRagged, measure: 31}, {spec: tail}}},
	{name: "inside a dash stretched", rule: "pair 1.4",
		right: []made{{spec: "完 +1 了 — — 没", repair: frame.RepairStretch}, {spec: tail}},
		wrong: []made{{spec: "完 +1 了 — +1 — 没", repair: frame.RepairStretch}, {spec: tail}}},
	{name: "dash before Han", rule: "stretch 4.2",
		right: []made{{spec: "完 了 ——:16 没", repair: frame.RepairStretch}, {spec: tail}},
		wrong: []made{{spec: "完 了 +1 ——:16 没", repair: frame.RepairStretch}, {spec: tail}}},
	{name: "repeated character", rule: "tight 4.2",
		right: []made{{spec: "完 +1 了 々 +1 没", repair: frame.RepairStretch}, {spec: tail}},
		wrong: []made{{spec: "完 +1 了 +1 々 +1 没", repair: frame.RepairStretch}, {spec: tail}}},
	{name: "words run together", rule: "space 4.1",
		right: []made{{spec: "a b _2 c d"}, {spec: tail}},
		wrong: []made{{spec: "a b _0 c d"}, {spec: tail}}},
	{name: "wide word space", rule: "space 4.2",
		right: []made{{spec: "a _4 b +4 完 +0 了", repair: frame.RepairStretch}, {spec: tail}},
		wrong: []made{{spec: "a _6 b +4 完 +0 了", repair: frame.RepairStretch}, {spec: tail}}},
	{name: "too wide when shrunk", rule: "marks 2.2",
		right: []made{{spec: "完 。 没 ，:4 有", repair: frame.RepairShrink}, {spec: tail}},
		wrong: []made{{spec: "完 。 」 没 ，:4 有", repair: frame.RepairShrink}, {spec: tail}}},
	{name: "squeezed when stretched", rule: "marks 2.2",
		right: []made{{spec: "第 +4 3 +4 没 ， 有", repair: frame.RepairStretch}, {spec: tail}},
		wrong: []made{{spec: "第 +4 3 +4 没 ，:4 有", repair: frame.RepairStretch}, {spec: tail}}},
	{name: "neither filled nor flagged", rule: "sum 9",
		right: []made{{spec: tail, measure: 40, repair: frame.RepairForced}, {spec: tail}},
		wrong: []made{{spec: tail, measure: 40}, {spec: tail}}},
	{name: "negative advance", rule: "order 9",
		right: []made{{spec: tail}},
		wrong: []made{{spec: "完 a:-1 了"}}},
	{name: "one Han on the last line", rule: "last-line 4.4",
		right: []made{{spec: "完 了"}, {spec: "没 有"}},
		wrong: []made{{spec: "完 了 没"}, {spec: "有 。:4"}}},
	{name: "lone mark at the end", rule: "last-line 4.4",
		right: []made{{spec: "完", ragged: true}, {spec: "没"}},
		wrong: []made{{spec: "完 了 没"}, {spec: "…"}}},
	{name: "indentation", rule: "indent 5.1",
		right:    []made{{spec: tail, x: 16, measure: 48}},
		wrong:    []made{{spec: tail + " 完 了 没 有", x: 8, measure: 56}, {spec: tail, measure: 64}},
		settings: func(s *check.Settings) { s.Measure, s.Indent = 8*quad, 2*quad }},
	{name: "measure", rule: "measure",
		right:    []made{{spec: tail + " 完 了", x: 16, measure: 48}, {spec: tail, measure: 64}},
		wrong:    []made{{spec: tail + " 完", x: 16, measure: 40}, {spec: tail, measure: 64}},
		settings: func(s *check.Settings) { s.Measure, s.Indent = 8*quad, 2*quad }},
	{name: "flags", rule: "flags",
		right: []made{{spec: tail}},
		wrong: []made{{spec: tail, repair: "perfect"}}},
}

func TestWrongLines(t *testing.T) {
	for _, tt := range wrong {
		t.Run(tt.name, func(t *testing.T) {
			settings := check.Default()
			if tt.settings != nil {
				tt.settings(&settings)
			}
			source, lines := paragraph(tt.right...)
			for _, v := range check.Lines(source, lines, settings) {
				t.Errorf("right lines: %v", v)
			}
			if tt.rule == "" {
				return
			}
			source, lines = paragraph(tt.wrong...)
			if strings.HasPrefix(tt.name, "text lost") {
				source = strings.ReplaceAll(source, "丢", "")
			}
			vs := check.Lines(source, lines, settings)
			for _, v := range vs {
				if v.Rule == tt.rule {
					return
				}
			}
			t.Errorf("wrong lines: no %q among %v", tt.rule, vs)
		})
	}
}

// TestForcedExcuses checks that a line flagged as forced may break a rule, but
// never inside a character.
func TestForcedExcuses(t *testing.T) {
	source, lines := paragraph(made{spec: "水 务", repair: frame.RepairForced}, made{spec: "， " + tail})
	if vs := check.Lines(source, lines, check.Default()); len(vs) > 0 && vs[0].Rule == "line-start 1.1" {
		t.Errorf("forced line: %v", vs)
	}
	source, lines = paragraph(made{spec: "水 葛", repair: frame.RepairForced}, made{spec: "\U000e0101:0 " + tail})
	found := false
	for _, v := range check.Lines(source, lines, check.Default()) {
		found = found || v.Rule == "cluster UAX14"
	}
	if !found {
		t.Error("a selector parted from its base passed")
	}
}

// TestTextOrder: lines out of order, missing or in excess are found.
func TestTextOrder(t *testing.T) {
	source, lines := paragraph(made{spec: "水 务"}, made{spec: tail})
	swapped := []frame.Line{lines[1], lines[0]}
	swapped[0].First, swapped[0].Last, swapped[1].First, swapped[1].Last = true, false, false, true
	for name, got := range map[string][]frame.Line{"swapped": swapped, "missing": lines[:1], "none": nil} {
		found := false
		for _, v := range check.Lines(source, got, check.Default()) {
			found = found || v.Rule == "text 9"
		}
		if !found {
			t.Errorf("%s: not found", name)
		}
	}
}

// TestTitleEdges: a title's last mark is trimmed in every style, so that its ink
// is what is centred (RULES 2.3).
func TestTitleEdges(t *testing.T) {
	settings := check.Default()
	settings.Style = check.Quanjiao
	for spec, right := range map[string]bool{"完 了 没 有 ？:4": true, "完 了 没 有 ？": false} {
		source, lines := paragraph(made{spec: spec})
		lines[0].Kind = frame.KindTitle
		if vs := check.Lines(source, lines, settings); (len(vs) == 0) != right {
			t.Errorf("%s: %v", spec, vs)
		}
	}
}
